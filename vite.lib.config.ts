import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { ENTRIES } from './scripts/entries.js';
import { workerText } from './scripts/worker-text.js';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
const packages = Object.keys(dependencies).join('|');

const WRAPPED =
  /new URL\(\s*(?:\/\* @vite-ignore \*\/\s*)?(new URL\("[^"]+", import\.meta\.url\))\.href,\s*"" \+ import\.meta\.url\s*\)/g;

/**
 * What a vendor's bundler knows as a worker is `new Worker(new URL("x.js", import.meta.url))`. Vite wraps that once more;
 * another Vite then takes a small worker for a picture and inlines it as `data:`, which a strict CSP blocks.
 */
const plainWorkerUrls: Plugin = {
  name: 'plain-worker-urls',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = file.code.replace(WRAPPED, '$1');
  },
};

/**
 * What many files need, in a few: a vendor's bundler splits by file, and each small file that two of its chunks share
 * would become a request of its own before the first row. `records` is what whoever shows rows needs besides.
 */
const SHARED = [
  {
    name: 'core',
    test: /\/src\/(?:ports\/|host\/(?:errors|tell-developer)|domain\/(?:error-code|ids|clock|collections|frames))/,
  },
  {
    name: 'records',
    test: /\/src\/domain\/(?:primitives|session|one-line|records|change|receipt|\w+\/schema)/,
  },
];

/**
 * The library: an ES module for each public entry, shared code in chunks, and what is heavy in chunks that are loaded
 * when used. Packages stay imports, so that a vendor's page has each of them once. `base` is relative: the files work
 * wherever they are put.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [workerText(), plainWorkerUrls],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'workers/[name].js' } } },
  build: {
    outDir: 'dist/lib',
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      entry: Object.fromEntries(
        Object.entries(ENTRIES).map(([name, path]) => [name, join(import.meta.dirname, path)]),
      ),
      formats: ['es'],
    },
    rolldownOptions: {
      external: [new RegExp(`^(${packages})($|/)`), /^node:/],
      output: { chunkFileNames: 'chunks/[name]-[hash].js', codeSplitting: { groups: SHARED } },
    },
  },
});
