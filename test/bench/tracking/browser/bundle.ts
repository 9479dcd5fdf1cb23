import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Files by their names; the entry is `entry.js`. */
export type Bundle = ReadonlyMap<string, string>;

/** A module and all that it imports, minified, as a browser would get it. @param path from the repository's root */
export async function bundle(path: string): Promise<Bundle> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      modulePreload: false,
      rolldownOptions: {
        input: path,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'entry.js', codeSplitting: false },
      },
    },
  });
  const { output } = result as { output: readonly { type: string; fileName: string; code?: string }[] };
  return new Map(
    output.flatMap(({ fileName, code }) => (code === undefined ? [] : [[fileName, code] as const])),
  );
}

/** KB of 1024 bytes, each file compressed by gzip -9. */
export const kilobytes = (files: Bundle): number =>
  [...files.values()].reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024;
