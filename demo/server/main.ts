import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join, resolve } from 'node:path';
import { createServer as createVite } from 'vite';
import { mintAgentToken } from '../../plugins/rest/server/node.js';
import { endProcessWell } from '../../plugins/rest/server/process-end.js';
import { inWords } from '../../plugins/rest/server/report.js';
import { networkAddresses } from './addresses.js';
import { DEMO_AGENTS } from './agents.js';
import { DemoBackend } from './backend.js';
import { certificateFor } from './certificate.js';
import { Door, FORGOTTEN, madeCode } from './door.js';
import { isOurHost, isServed, liesUnderServed, SERVED } from './served.js';

/**
 * The demo: its pages, the reference server under /nearhand and a stand-in for the vendor's sign-in, on HTTP and HTTPS.
 * SAMPLES=none leaves the embedded database as it is.
 */
const BASE = '/nearhand';
const TENANT = 'demo';
const port = Number(process.env.PORT ?? 4600);
const folder = resolve(process.env.DATA_DIR ?? '.data');
if (liesUnderServed(folder)) {
  console.error(
    `DATA_DIR is ${folder}, out of which pages are served: secrets would lie there. Name another folder.`,
  );
  process.exit(1);
}

const addresses = networkAddresses();
await mkdir(folder, { recursive: true });
const secret = await kept('agent-secret', () => randomBytes(32).toString('hex'));
const code = await kept('code', madeCode);
const door = new Door({ code, secret: await kept('door-secret', () => randomBytes(32).toString('hex')) });
const turn =
  process.env.TURN_URLS && process.env.TURN_SECRET
    ? { turn: { urls: process.env.TURN_URLS.split(','), secret: process.env.TURN_SECRET, ttl: 3600 } }
    : {};

const backend = await DemoBackend.open({
  base: BASE,
  tenant: TENANT,
  folder,
  databaseUrl: process.env.DATABASE_URL,
  samples: process.env.SAMPLES !== 'none',
  server: {
    agents: { keys: [{ alg: 'HS256', secret }] },
    guestPage: process.env.GUEST_PAGE ?? '/join.html',
    organisation: 'Acme Industrial',
    base: BASE,
    onError: (error) => console.error(inWords(error)),
    signalling: { url: `${BASE}/live` },
    ...turn,
  },
});

const vite = await createVite({
  server: { middlewareMode: true, hmr: false, ws: false, fs: { strict: true, allow: SERVED } },
  appType: 'mpa',
});

/** Pages and their modules are read, and nothing else is done with them. */
const READS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);

function onRequest(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '/';
  if (!isOurHost(request.headers.host, addresses)) return void response.writeHead(403).end();
  if (path.startsWith(`${BASE}/`)) return backend.answer(request, response);
  if (path.startsWith('/demo/')) return void answerDemo(request, response).catch(() => response.destroy());
  if (path === '/@vite/client') return void answerEmptyClient(response);
  if (!READS.has(request.method) || !isServed(path, folder)) return void response.writeHead(404).end();
  vite.middlewares(request, response);
}

/** Nothing is replaced while the demo runs, so its pages need no socket for that. */
function answerEmptyClient(response: ServerResponse): void {
  response.setHeader('content-type', 'text/javascript');
  response.end('export {};');
}

/** What only a demo has: a stand-in for the vendor's sign-in, its door, and the way back to fresh samples. */
async function answerDemo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const isOpen = door.isOpenTo(request);
  if (!isOpen && request.headers.cookie) response.setHeader('set-cookie', FORGOTTEN);
  const call = `${request.method ?? 'GET'} ${pathname}`;
  if (call === 'GET /demo/door') return answer(response, 200, { open: isOpen, samples: backend.samples });
  if (call === 'POST /demo/door') return answerCode(response, await jsonOf(request));
  if (!isOpen) return answer(response, 401);
  if (call === 'GET /demo/token') return answerToken(response, searchParams.get('as') ?? 'lena');
  // Another site's page can send a form here, but no JSON.
  if (call !== 'POST /demo/reset' || (await jsonOf(request)) === undefined) return answer(response, 404);
  return answer(response, (await backend.reset()) ? 200 : 409);
}

function answerCode(response: ServerResponse, body: unknown): void {
  const verdict = door.try(typeof body === 'object' && body && 'code' in body ? body.code : undefined);
  if (verdict === 'later') return answer(response, 429);
  if (verdict === 'wrong') return answer(response, 403);
  response.setHeader('set-cookie', verdict.cookie);
  answer(response, 200);
}

/** What a vendor's server does for whoever is signed in to the CRM; here, whoever the page says it is. */
async function answerToken(response: ServerResponse, who: string): Promise<void> {
  const agent = DEMO_AGENTS.find(({ id }) => id === who);
  if (!agent) return answer(response, 404);
  answer(response, 200, { token: await mintAgentToken({ secret, tenant: TENANT, ...agent }) });
}

function answer(response: ServerResponse, status: number, body: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Undefined for what says that it is something else, is longer than a code, or cannot be read. */
async function jsonOf(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json') return undefined;
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 1_000) return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is kept in the data folder under this name, for its owner alone; made at the first start. */
async function kept(name: string, make: () => string): Promise<string> {
  const file = join(folder, name);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before) return before;
  const made = make();
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

async function listen(http: Server, onPort: number): Promise<void> {
  backend.attach(http);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(onPort, resolve);
  });
  http.on('error', (error) => console.error(inWords(error)));
}

const http = createHttpServer(onRequest);
const https = createHttpsServer(await certificateFor(addresses, folder), onRequest);
await listen(http, port);
await listen(https as unknown as Server, port + 1);

console.log(`Nearhand's demo is ready.

  On this computer     http://localhost:${port}/
${addresses.map((address) => `  Also from a phone    https://${address}:${port + 1}/`).join('\n')}

To invite a phone, open the ticket page at the second address on this computer too: the guest link then works there.
Whoever is an agent here is so by a stand-in for a vendor's sign-in. Another device is asked once for the code ${code}:
give it to people you trust. The certificate was made on the spot, so each device asks once whether to trust it. Stop
with Ctrl+C.`);

endProcessWell({
  drain: async () => {
    for (const one of [http, https]) {
      one.close();
      one.closeAllConnections();
    }
    await Promise.allSettled([vite.close(), backend.close()]);
  },
  log: (words, error) => console.error(words, inWords(error)),
});
