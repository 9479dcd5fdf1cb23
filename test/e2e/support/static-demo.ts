import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serveFolder } from './static-server.js';

export interface StaticDemo {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** The demo as `npm run build:demo` makes it, below a path of a plain static server. */
export async function openStaticDemo(): Promise<StaticDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'nearhand-demo-'));
  await build({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = await serveFolder(folder, '/some/site/');
  return {
    url: server.url,
    close: async () => {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
