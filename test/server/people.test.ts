import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage, mintAgentToken, mintDirectoryToken } from '../../plugins/rest/server/node.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

describe('the directory', () => {
  let server: Running;
  let vendor = '';
  const maria = {
    name: 'Maria',
    role: 'agent',
    team: 'Pumps',
    email: 'maria@acme.example',
    phone: '+4915112345678',
  };

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    vendor = await mintDirectoryToken({ secret: SECRET, tenant: 'acme' });
  });
  after(() => server.close());

  const call = (method: string, path: string, token: string, json?: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });

  const agent = (id: string, name: string, tenant = 'acme'): Promise<string> =>
    mintAgentToken({ secret: SECRET, tenant, id, name });

  async function seenBy(token: string, id: string): Promise<unknown> {
    const response = await call('GET', '/rows/people?limit=100', token);
    const { rows } = (await response.json()) as { rows: { id: string }[] };
    return rows.find((row) => row.id === id);
  }

  it('is written by the vendor’s own server, and read by agents', async () => {
    assert.equal((await call('PUT', '/people/maria', vendor, maria)).status, 200);
    assert.deepEqual(await seenBy(await agent('lena', 'Lena'), 'maria'), { ...maria, id: 'maria' });
  });

  it('keeps what that wrote when somebody signs in under a new name', async () => {
    await call('PUT', '/people/eva', vendor, { ...maria, name: 'Eva' });
    const token = await agent('eva', 'Eva Berg');
    assert.deepEqual(await seenBy(token, 'eva'), { ...maria, name: 'Eva Berg', id: 'eva' });
  });

  it('keeps of whoever is taken out who they were, and nothing of how they are reached', async () => {
    await call('PUT', '/people/ivo', vendor, { ...maria, name: 'Ivo' });
    assert.equal((await call('DELETE', '/people/ivo', vendor)).status, 204);
    const removedAt = new Date(server.clock()).toISOString();
    const gone = { id: 'ivo', name: 'Ivo', role: 'agent', removedAt };
    assert.deepEqual(await seenBy(await agent('ivo', 'Ivo again'), 'ivo'), gone, 'also signed in');
    await call('PUT', '/people/ivo', vendor, maria);
    assert.deepEqual(await seenBy(await agent('lena', 'Lena'), 'ivo'), { ...maria, id: 'ivo' });
  });

  it('is not written by agents, nor by the server of another tenant', async () => {
    assert.equal((await call('PUT', '/people/x', await agent('lena', 'Lena'), maria)).status, 401);
    assert.equal((await call('DELETE', '/people/lena', await agent('lena', 'Lena'))).status, 401);
    const other = await mintDirectoryToken({ secret: SECRET, tenant: 'other' });
    assert.equal((await call('DELETE', '/people/maria', other)).status, 404);
    await call('PUT', '/people/maria', other, { name: 'Mallory', role: 'agent' });
    assert.deepEqual(await seenBy(await agent('lena', 'Lena'), 'maria'), { ...maria, id: 'maria' });
  });

  it('has a token that opens nothing else, and ends', async () => {
    for (const path of ['/rows/people?limit=9', '/changes', '/events'])
      assert.equal((await call('GET', path, vendor)).status, 401, path);
    const now = server.clock() - 2 * 3600_000;
    const old = await mintDirectoryToken({ secret: SECRET, tenant: 'acme', now });
    assert.equal((await call('PUT', '/people/maria', old, maria)).status, 401);
    const forged = await mintDirectoryToken({ secret: SECRET.toUpperCase(), tenant: 'acme' });
    assert.equal((await call('PUT', '/people/maria', forged, maria)).status, 401);
  });

  it('takes no number that cannot be called, no address without its sign, and no name that cannot be seen', async () => {
    for (const bad of [
      { phone: '0151 123' },
      { phone: '+0151123456' },
      { phone: `+${'1'.repeat(16)}` },
      { email: 'maria' },
      { email: `${'m'.repeat(250)}@acme.example` },
      { team: '\u3164' },
      { name: '' },
      { role: 'admin' },
    ])
      assert.equal(
        (await call('PUT', '/people/y', vendor, { ...maria, ...bad })).status,
        400,
        JSON.stringify(bad),
      );
  });
});
