import { join } from 'node:path';
import { defineConfig } from 'vite';
import { workerText } from './scripts/worker-text.js';
import { BROWSER_PACKAGES } from './scripts/browser-packages.js';

/** The demo, as the dev server and as a static build. The library's own build is in `vite.lib.config.ts`. */
export default defineConfig({
  root: 'demo',
  base: './',
  cacheDir: '../.cache/vite',
  optimizeDeps: { noDiscovery: true, include: [...BROWSER_PACKAGES, 'msw', 'msw/browser'] },
  plugins: [workerText()],
  worker: { format: 'es' },
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
