import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

const lena = { id: 'lena', name: 'Lena', role: 'agent' } as const;

describe('pages of rows', () => {
  let server: Running;
  let token: string;
  before(async () => {
    const storage = new MemoryStorage();
    server = await running({ storage });
    token = await mintAgentToken({
      secret: SECRET,
      tenant: 'acme',
      ...lena,
      role: 'agent',
      now: server.clock(),
    });
    const createdAt = new Date(server.clock()).toISOString();
    await storage.write('acme', async (writer) => {
      for (let index = 0; index < 50; index++) {
        const about = { context: `demo:ticket:${index}`, title: 'Pump', status: 'open' } as const;
        const row = { ...about, id: `s${index}`, createdBy: lena, createdAt, people: [] };
        await writer.put({ collection: 'sessions', row });
      }
    });
  });
  after(() => server.close());

  const ask = (path: string, coding: string) =>
    fetch(server.url + path, { headers: { authorization: `Bearer ${token}`, 'accept-encoding': coding } });

  for (const path of ['/rows/sessions?limit=50', '/beginning?limit=50', '/changes?cursor=c0'])
    it(`go compressed to whoever takes it: ${path.split('?')[0]}`, async () => {
      const [packed, plain] = [await ask(path, 'gzip'), await ask(path, 'identity')];
      assert.deepEqual(
        [packed, plain].map(({ headers }) => headers.get('content-encoding')),
        ['gzip', null],
      );
      const without = ({ now: _now, ...answer }: Record<string, unknown>) => answer;
      assert.deepEqual(without(await packed.json()), without(await plain.json()));
    });

  it('alone do: what happens is told at once', async () => {
    const events = await ask('/events', 'gzip');
    assert.equal(events.headers.get('content-encoding'), null);
    await events.body?.cancel();
  });
});
