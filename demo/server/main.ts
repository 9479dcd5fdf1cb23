import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join, resolve } from 'node:path';
import { createServer as createVite } from 'vite';
import {
  attach,
  createServer,
  mintAgentToken,
  openStorage,
  toNodeHandler,
} from '../../plugins/rest/server/node.js';
import { inWords } from '../../plugins/rest/server/report.js';
import { networkAddresses } from './addresses.js';
import { certificateFor } from './certificate.js';
import { DEMO_AGENTS } from './agents.js';
import { isOurHost, isServed, SERVED } from './served.js';

/** The demo: its pages, the reference server under /nearhand and a stand-in for the vendor's sign-in, on HTTP and HTTPS. */
const BASE = '/nearhand';
const port = Number(process.env.PORT ?? 4600);
const folder = process.env.DATA_DIR ?? '.data';
const databaseUrl = process.env.DATABASE_URL;

const addresses = networkAddresses();
await mkdir(folder, { recursive: true });
const secret = await keptSecret(join(folder, 'agent-secret'));
const turn =
  process.env.TURN_URLS && process.env.TURN_SECRET
    ? { turn: { urls: process.env.TURN_URLS.split(','), secret: process.env.TURN_SECRET, ttl: 3600 } }
    : {};

const server = createServer({
  storage: openStorage(databaseUrl ? { databaseUrl } : { folder: join(folder, 'database') }),
  agents: { keys: [{ alg: 'HS256', secret }] },
  guestPage: process.env.GUEST_PAGE ?? '/join.html',
  organisation: 'Acme Industrial',
  base: BASE,
  onError: (error) => console.error(inWords(error)),
  signalling: { url: `${BASE}/live` },
  ...turn,
});

const vite = await createVite({
  server: { middlewareMode: true, hmr: false, ws: false, fs: { strict: true, allow: SERVED } },
  appType: 'mpa',
});
const nearhand = toNodeHandler(server);

function onRequest(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  if (!isOurHost(request.headers.host, addresses)) return void response.writeHead(403).end();
  if (path.startsWith(`${BASE}/`)) return void nearhand(request, response);
  if (path.startsWith('/demo/token')) return void answerToken(path, response);
  if (path === '/@vite/client') return void answerEmptyClient(response);
  if (!isServed(path, resolve(folder))) return void response.writeHead(404).end();
  vite.middlewares(request, response);
}

/** Nothing is replaced while the demo runs, so its pages need no socket for that. */
function answerEmptyClient(response: ServerResponse): void {
  response.setHeader('content-type', 'text/javascript');
  response.end('export {};');
}

/** What a vendor's server does for whoever is signed in to the CRM; here, whoever the page says it is. */
async function answerToken(path: string, response: ServerResponse): Promise<void> {
  const who = new URL(path, 'http://localhost').searchParams.get('as') ?? 'lena';
  const agent = DEMO_AGENTS.find(({ id }) => id === who);
  response.setHeader('content-type', 'application/json');
  if (!agent) return void response.writeHead(404).end('{}');
  const token = await mintAgentToken({ secret, tenant: 'demo', ...agent });
  response.end(JSON.stringify({ token }));
}

async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(32).toString('hex');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

async function listen(http: Server, onPort: number): Promise<void> {
  attach(server, http, { base: BASE });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(onPort, resolve);
  });
}

const http = createHttpServer(onRequest);
const https = createHttpsServer(await certificateFor(addresses, folder), onRequest);
await listen(http, port);
await listen(https as unknown as Server, port + 1);

console.log(`Nearhand's demo is ready.

  On this computer     http://localhost:${port}/
${addresses.map((address) => `  Also from a phone    https://${address}:${port + 1}/`).join('\n')}

To invite a phone, open the ticket page at the second address on this computer too: the guest link then works there.
Anybody who reaches these addresses is signed in as an agent, by a stand-in for a vendor's sign-in: use it among people you
trust. The certificate was made on the spot, so each device asks once whether to trust it. Stop with Ctrl+C.`);

server.desk().catch((error: unknown) => {
  console.error('The database could not be opened.', error);
  process.exit(1);
});

async function stop(): Promise<void> {
  for (const one of [http, https]) {
    one.close();
    one.closeAllConnections();
  }
  await Promise.allSettled([vite.close(), server.close()]);
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
