import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { BenchPage } from './page.js';

const HERE = import.meta.dirname;
const LIBRARY = join(HERE, '../../../dist/lib');

/** Builds each page by itself with Vite, as a vendor would from the published library; `npm run build` goes before. */
export async function buildPages(pages: readonly BenchPage[], out: string): Promise<void> {
  if (!existsSync(join(HERE, 'node_modules/.package-lock.json')))
    spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit', shell: true });
  const root = join(HERE, '.built');
  for (const { name, title, body } of pages) {
    const folder = join(root, name);
    await mkdir(folder, { recursive: true });
    const script = `<script type="module" src="/pages/${name}.ts"></script>`;
    await writeFile(
      join(folder, 'index.html'),
      `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>${title}</title>${script}</head><body>${body}</body></html>`,
    );
    await build({
      configFile: false,
      logLevel: 'error',
      root: HERE,
      resolve: { alias: [{ find: /^nearhand\/(.*)$/, replacement: `${LIBRARY}/$1.js` }] },
      build: {
        outDir: join(out, name),
        emptyOutDir: true,
        target: 'es2022',
        rolldownOptions: { input: join(folder, 'index.html') },
      },
      base: `/${name}/`,
    });
  }
}
