import { spawn } from 'node:child_process';
import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** This folder's own packages: the bundlers as a vendor has them. */
const HERE = import.meta.dirname;
const load = createRequire(join(HERE, 'package.json'));
const from = async <T>(name: string): Promise<T> => (await import(load.resolve(name))) as T;
const ENTRY = join(HERE, 'page/main.js');

/** Builds the page into a folder, which is then served as it is. */
export type Bundle = (folder: string) => Promise<void>;

/** A page with its script, and with what a vendor's page has besides. */
export async function writePage(folder: string, head: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(join(HERE, 'page/page.css'), join(folder, 'page.css'));
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Vendor</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">${head}</head>
<body><div id="agent"></div><div id="guest"></div></body></html>`;
  await writeFile(join(folder, 'index.html'), page);
}

const withScript = (folder: string, src: string) =>
  writePage(folder, `<script type="module" src="${src}"></script>`);

interface Rollup {
  rollup(options: object): Promise<{ write(options: object): Promise<unknown> }>;
}
type PluginFactory = { default: (options?: object) => unknown };

export const esbuild: Bundle = async (folder) => {
  const { build } = await from<{ build(options: object): Promise<unknown> }>('esbuild');
  const output = { outdir: folder, bundle: true, format: 'esm', splitting: true, target: 'es2022' };
  await build({ entryPoints: [ENTRY], ...output, logLevel: 'error', minify: true });
  await withScript(folder, 'main.js');
};

export const rollup: Bundle = async (folder) => {
  const [{ rollup: roll }, resolve, commonjs] = await Promise.all([
    from<Rollup>('rollup'),
    from<PluginFactory>('@rollup/plugin-node-resolve'),
    from<PluginFactory>('@rollup/plugin-commonjs'),
  ]);
  const plugins = [resolve.default({ browser: true }), commonjs.default()];
  const made = await roll({ input: ENTRY, plugins, onwarn: () => undefined });
  await made.write({ dir: folder, format: 'es' });
  await withScript(folder, 'main.js');
};

export const vite: Bundle = async (folder) => {
  const { build } = await from<{ build(options: object): Promise<unknown> }>('vite');
  const source = join(folder, 'source');
  await writePage(source, `<script type="module" src="${ENTRY}"></script>`);
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, target: 'es2022' },
  });
};

export const webpack: Bundle = async (folder) => {
  const pack = (
    await from<{ default: (options: object, done: (e: Error | null, stats?: Stats) => void) => void }>(
      'webpack',
    )
  ).default;
  const output = {
    path: folder,
    filename: 'main.js',
    publicPath: 'auto',
    trustedTypes: { policyName: 'vendor' },
  };
  await new Promise<void>((resolve, reject) =>
    pack({ mode: 'production', entry: ENTRY, output, performance: false }, (error, stats) => {
      if (error) return reject(error);
      if (stats?.hasErrors()) return reject(new Error(stats.toString('errors-only')));
      resolve();
    }),
  );
  await withScript(folder, 'main.js');
};

interface Stats {
  hasErrors(): boolean;
  toString(preset: string): string;
}

export const angular: Bundle = async (folder) => {
  const ng = join(HERE, 'node_modules/@angular/cli/bin/ng.js');
  const child = spawn(process.execPath, [ng, 'build', '--output-path', folder], {
    cwd: join(HERE, 'angular'),
    env: { ...process.env, NG_CLI_ANALYTICS: 'false', CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`ng build ended with ${code}:\n${output}`);
  await cp(join(folder, 'browser'), folder, { recursive: true });
};
