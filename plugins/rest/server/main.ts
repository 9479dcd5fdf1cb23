import { randomBytes } from 'node:crypto';
import { createServer, listen, mintAgentToken, openStorage } from './node.js';
import type { ServerOptions } from './node.js';
import { endProcessWell } from './process-end.js';
import { inWords } from './report.js';

/** Starts the reference server from environment variables; `README.md` has them. */
const env = process.env;
const base = env['BASE'] ?? '/nearhand';
const secret = env['AGENT_KEY'] ?? randomBytes(32).toString('hex');
const turn: Pick<ServerOptions, 'turn'> =
  env['TURN_URLS'] && env['TURN_SECRET']
    ? { turn: { urls: env['TURN_URLS'].split(','), secret: env['TURN_SECRET'], ttl: 3600 } }
    : {};
const onError = (error: unknown): void => console.error(inWords(error));
const server = createServer({
  storage: openStorage(
    env['DATABASE_URL']
      ? { databaseUrl: env['DATABASE_URL'] }
      : { folder: env['DATA_DIR'] ?? '.data/nearhand' },
  ),
  agents: { keys: [{ alg: 'HS256', secret }] },
  guestPage: env['GUEST_PAGE'] ?? '/join.html',
  signalling: { url: `${base}/live` },
  base,
  onError,
  ...(env['GUEST_STAY'] === undefined ? {} : { guestStay: Number(env['GUEST_STAY']) }),
  ...turn,
});
const listening = await listen(server, { port: Number(env['PORT'] ?? 8787), base, onError });
endProcessWell({
  drain: () => listening.close(),
  log: (words, error) => console.error(words, inWords(error)),
});
console.log(`Nearhand's server listens on ${listening.url}`);
if (!env['AGENT_KEY']) {
  const token = await mintAgentToken({ secret, tenant: 'demo', id: 'lena', name: 'Lena' });
  console.log(
    `AGENT_KEY is not set: made one for this run. A token of the agent Lena, good for an hour:\n${token}`,
  );
}
server.desk().catch((error: unknown) => {
  console.error('The storage could not be opened.', inWords(error));
  process.exit(1);
});
