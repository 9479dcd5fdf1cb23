import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The demo, as the dev server and as a static build. The library's own build is in `vite.lib.config.ts`. */
export default defineConfig({
  root: 'demo',
  base: './',
  cacheDir: '../.cache/vite',
  server: { fs: { allow: ['..'] } },
  build: {
    outDir: '../dist/demo',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: [
        'index',
        'ticket',
        'join',
        'sessions',
        'history',
        'invite',
        'session',
        'pieces',
        'tenants',
        'mocked/ticket',
        'mocked/join',
      ].map((page) => join(import.meta.dirname, 'demo', `${page}.html`)),
    },
  },
});
