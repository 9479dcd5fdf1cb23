/** What the manifest tells a vendor: the public tags with their attributes, properties, slots, parts and events. */
export default {
  globs: ['src/elements/**/*.ts', 'src/ui/events.ts'],
  exclude: ['**/*.text.ts', '**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'leave-out-what-is-private',
      packageLinkPhase({ customElementsManifest }) {
        // The order in which files are found is the file system's own.
        customElementsManifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
        for (const module of customElementsManifest.modules) {
          for (const declaration of module.declarations ?? []) {
            declaration.members = declaration.members?.filter(
              ({ privacy, name, static: isStatic }) =>
                privacy !== 'private' && !name.startsWith('#') && !(isStatic && name === 'styles'),
            );
            declaration.attributes = declaration.attributes?.filter(({ fieldName }) =>
              declaration.members?.some(({ name }) => name === fieldName),
            );
            // An event's name stands in the docblock; what the analyzer reads from a constructor call is its argument.
            declaration.events = declaration.events?.filter(({ name }) => name?.startsWith('nearhand-'));
            if (declaration.members?.length === 0) delete declaration.members;
            if (declaration.attributes?.length === 0) delete declaration.attributes;
          }
        }
      },
    },
  ],
};
