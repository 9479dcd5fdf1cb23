import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writePage, type Bundle } from './bundle.js';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');

/** Packages that the library's entries of this page import, to the module in each that a browser can run as it is. */
const MODULES: Readonly<Record<string, string>> = {
  '@lit/context': 'index.js',
  '@lit/reactive-element': 'reactive-element.js',
  'eventsource-parser': 'dist/index.js',
  jose: 'dist/webapi/index.js',
  lit: 'index.js',
  'lit-element': 'index.js',
  'lit-html': 'lit-html.js',
  lucide: 'dist/esm/lucide.mjs',
  'perfect-freehand': 'dist/esm/index.mjs',
  uuid: 'dist/index.js',
  uqr: 'dist/index.mjs',
  valibot: 'dist/index.mjs',
};

/** The library's files and their packages as they are, found by an import map. */
export const unbundled: Bundle = async (folder) => {
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, 'dist/lib'), join(folder, 'nearhand'), { recursive: true });
  const imports: Record<string, string> = {};
  for (const [name, module] of Object.entries(MODULES)) {
    await cp(join(ROOT, 'node_modules', name), join(folder, 'packages', name), { recursive: true });
    imports[name] = `./packages/${name}/${module}`;
    imports[`${name}/`] = `./packages/${name}/`;
  }
  const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, { default?: string } | string>;
  };
  for (const [name, target] of Object.entries(exports))
    if (typeof target === 'object' && target.default)
      imports[name.replace(/^\./, 'nearhand')] = target.default.replace('./dist/lib', './nearhand');
  for (const file of ['page.js', 'main.js']) await cp(join(HERE, 'page', file), join(folder, file));
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  await writePage(folder, `${map}<script type="module" src="main.js"></script>`);
};

interface DevServer {
  listen(): Promise<unknown>;
  close(): Promise<void>;
  readonly resolvedUrls: { readonly local: readonly string[] } | null;
}

/** Vite's dev server, which takes the kit for a package of `node_modules` and bundles it beforehand. */
export async function openDevServer(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const load = createRequire(join(HERE, 'package.json'));
  const { createServer } = (await import(load.resolve('vite'))) as {
    createServer(options: object): Promise<DevServer>;
  };
  await writePage(folder, `<script type="module" src="/@fs${join(HERE, 'page/main.js')}"></script>`);
  await writeFile(join(folder, 'package.json'), '{}');
  const kit = [
    'kit',
    'elements/host',
    'elements/join',
    'elements/session-view',
    'plugins/local',
    'plugins/memory',
  ];
  const server = await createServer({
    configFile: false,
    root: folder,
    cacheDir: join(folder, '.vite'),
    logLevel: 'error',
    server: { port: 0, hmr: false, watch: null, fs: { strict: false } },
    resolve: { alias: [] },
    optimizeDeps: { include: kit.map((name) => `nearhand/${name}`) },
  });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}
