import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rest } from '../../plugins/rest/rest.js';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, never } from '../contracts/backend-bench.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

describe('the version of the contract', () => {
  let server: Running;
  let token: string;
  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    token = await mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });
  });
  after(() => server.close());

  const ask = (path: string, accept?: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, ...(accept === undefined ? {} : { Accept: accept }) },
    });
  const client = async (of: typeof fetch = fetch): Promise<BackendPort> =>
    rest({ baseUrl: server.url, token: async () => token, fetch: (request) => of(request) }).start({
      signal: never,
      onDispose: () => undefined,
    });

  it('is on every answer, on refusals and on streams, for pages of any origin to read', async () => {
    const answers = [
      await ask('/health'),
      await ask('/changes'),
      await ask('/rows/secrets?limit=1'),
      await fetch(`${server.url}/changes`),
      await ask('/nowhere'),
      await ask('/events'),
    ];
    for (const answer of answers) {
      assert.equal(answer.headers.get('nearhand-contract'), '1', answer.url);
      assert.match(answer.headers.get('access-control-expose-headers') ?? '', /nearhand-contract/i);
      await answer.body?.cancel();
    }
  });

  it('a client that says none, as the first release, is served as the first', async () => {
    for (const accept of [undefined, 'application/json', '*/*'])
      assert.equal((await ask('/changes', accept)).status, 200);
  });

  it('a client of this version asks for it, and is served', async () => {
    const asked: (string | null)[] = [];
    const lena = await client((request) => {
      asked.push(new Request(request).headers.get('accept'));
      return fetch(request);
    });
    await lena.list({ collection: 'sessions', limit: 1 }, never);
    assert.deepEqual(asked, ['application/json;contract=1']);
  });

  it('a client of a newer version is refused in words, before anything is done for it', async () => {
    const body = JSON.stringify(create());
    const refused = await ask('/mutations', 'application/json; contract=2', { method: 'POST', body });
    assert.equal(refused.status, 406);
    const { code, message } = (await refused.json()) as Record<string, string>;
    assert.equal(code, 'page/other-version');
    assert.match(message ?? '', /asks for version 2 .* spoken is 1/);
    assert.equal((await ask('/events', 'application/json;contract=2')).status, 406);
    assert.deepEqual((await (await client()).list({ collection: 'sessions', limit: 1 }, never)).rows, []);
  });

  it('monitors and pictures are asked for no version', async () => {
    assert.equal((await ask('/health', 'application/json;contract=2')).status, 200);
    assert.equal((await ask('/media/nonsense', 'image/png;contract=2')).status, 403);
  });
});
