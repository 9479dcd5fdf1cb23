import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ENTRIES } from './scripts/entries.js';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
const packages = Object.keys(dependencies).join('|');

/**
 * The library: an ES module for each public entry, shared code in chunks, and what is heavy in chunks that are loaded
 * when used. Packages stay imports, so that a vendor's page has each of them once. `base` is relative: the files work
 * wherever they are put.
 */
export default defineConfig({
  base: './',
  publicDir: false,
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
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
