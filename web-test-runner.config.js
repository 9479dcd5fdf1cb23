import { chromeLauncher } from '@web/test-runner-chrome';
import { createServer } from 'vite';
import { BROWSER_PACKAGES } from './scripts/browser-packages.js';
import { chromiumFlags, findChromium } from './scripts/chromium.js';
import { workerText } from './scripts/worker-text.js';
import { peerServer } from './test/support/peer-server.js';

/** Tests go through the same Vite pipeline as the demo and the build; Vite runs as a middleware of the test server. */
const vite = await createServer({
  configFile: false,
  appType: 'custom',
  root: import.meta.dirname,
  cacheDir: '.cache/vite-test',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: {
    noDiscovery: true,
    include: [...BROWSER_PACKAGES, '@open-wc/testing', 'fast-check'],
  },
  plugins: [
    workerText(),
    {
      name: 'leave-the-test-runner-its-own-modules',
      enforce: 'pre',
      resolveId(id) {
        const own = /(?:^|\/)(__web-[\w-]+\.js)$/.exec(id)?.[1];
        return own ? { id: `/${own}`, external: true } : null;
      },
    },
  ],
});

const isOurs = (context) =>
  context.method === 'GET' && context.path !== '/' && !/^\/__web[-_]/.test(context.path);

async function viteMiddleware(context, next) {
  if (!isOurs(context)) return next();
  context.respond = false;
  context.status = 200;
  await new Promise((resolve, reject) => {
    context.res.once('close', resolve);
    vite.middlewares(context.req, context.res, (error) => {
      if (error) return reject(error);
      context.respond = true;
      resolve(next());
    });
  });
}

/** Test files run side by side in tabs; each is to behave as the one in front, with frames and timers. */
async function newVisiblePage({ context }) {
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}

export default {
  files: ['test/unit/**/*.test.ts', 'test/contracts/**/*.test.ts'],
  nodeResolve: false,
  concurrency: 2,
  testFramework: { config: { timeout: 10_000 } },
  middleware: [viteMiddleware],
  plugins: [{ name: 'close-vite', serverStop: () => vite.close() }, peerServer()],
  browsers: [
    chromeLauncher({
      createPage: newVisiblePage,
      launchOptions: {
        executablePath: findChromium(),
        args: [...chromiumFlags(), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      },
    }),
  ],
};
