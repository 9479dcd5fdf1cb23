import { build } from 'vite';

const SUFFIX = '?text';

/** `import text from './some-worker.js?text'` gives the whole worker as the text of one module, for pages that lost its file. */
export const workerText = () => ({
  name: 'worker-text',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith(SUFFIX)) return null;
    const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
    return resolved && `${resolved.id}${SUFFIX}`;
  },
  async load(id) {
    if (!id.endsWith(SUFFIX)) return null;
    return `export default ${JSON.stringify(await textOf(id.slice(0, -SUFFIX.length)))};`;
  },
});

const texts = new Map();

function textOf(path) {
  if (!texts.has(path)) texts.set(path, bundle(path));
  return texts.get(path);
}

async function bundle(path) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      rolldownOptions: { input: path, output: { codeSplitting: false } },
    },
  });
  return output[0].code;
}
