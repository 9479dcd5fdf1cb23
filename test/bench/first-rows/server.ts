import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Change } from '../../../src/domain/change.js';
import { fillWithSamples } from '../../../demo/samples/sample-data.js';
import {
  attach,
  createServer,
  MemoryStorage,
  mintAgentToken,
  toNodeHandler,
} from '../../../plugins/rest/server/node.js';
import { BASE, TENANT } from './page.js';

const SECRET = 'a secret of the bench, thirty-two characters or more';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
/** As many open sessions as one page of the list. */
const OPEN = 50;

export interface BenchServer {
  readonly url: string;
  /** What makes a guest's address of a page's. */
  guestPart(): Promise<string>;
  close(): Promise<void>;
}

/** The built pages, gzipped, beside the reference server on rows in memory and the vendor's own token. */
export async function serve(folder: string): Promise<BenchServer> {
  const storage = new MemoryStorage();
  // No page of these shows a picture.
  await fillWithSamples(storage, TENANT, () => Promise.resolve(new Uint8Array(1)));
  await storage.write(TENANT, async (writer) => {
    for (let index = 0; index < OPEN; index++) await writer.put(openSession(index));
  });
  const server = createServer({
    storage,
    agents: { keys: [{ alg: 'HS256', secret: SECRET }] },
    guestPage: '/guest/index.html',
    signalling: { url: `${BASE}/live` },
    base: BASE,
    onError: (error) => console.error(error),
  });
  const backend = toNodeHandler(server);
  const token = () => mintAgentToken({ secret: SECRET, tenant: TENANT, id: 'lena', name: 'Lena' });
  const http = createHttpServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith(BASE)) return backend(request, response);
    if (pathname === '/token') return void response.end(JSON.stringify({ token: await token() }));
    return sendFile(join(folder, normalize(pathname)), response);
  };
  const detach = attach(server, http, { base: BASE });
  await new Promise<void>((resolve) => http.listen(0, resolve));
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  return {
    url,
    guestPart: async () => {
      const invited = await fetch(`${url}${BASE}/invitations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sessionId: 'bench-0', channel: 'link', role: 'participant' }),
      });
      const { link } = (await invited.json()) as { link: string };
      return new URL(link, url).hash;
    },
    close: async () => {
      detach();
      http.close();
      http.closeAllConnections();
      await server.close();
    },
  };
}

function openSession(index: number): Change {
  const lena = { id: 'lena', name: 'Lena', role: 'agent' } as const;
  return {
    collection: 'sessions',
    row: {
      id: `bench-${index}`,
      context: `demo:ticket:${2000 + index}`,
      title: `Pump P-${index} leaks at the lower flange`,
      status: 'open',
      createdBy: lena,
      createdAt: new Date(Date.now() - index * 60_000).toISOString(),
      people: [],
    },
  };
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return void response.writeHead(404).end();
  response
    .writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'cache-control': path.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    })
    .end(gzipSync(bytes));
}
