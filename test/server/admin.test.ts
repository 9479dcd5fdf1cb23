import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import { create, invited, mutation, newKey, never } from '../contracts/backend-bench.js';
import { rest } from '../../plugins/rest/rest.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

const SECRET_BYTES = new TextEncoder().encode(SECRET);

describe('an admin', () => {
  let server: Running;
  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    await (await client(agent({}))).apply(create(), never);
  });
  after(() => server.close());

  const agent = (claims: { role?: 'agent' | 'admin' }): Promise<string> =>
    mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena', ...claims });
  const client = async (token?: Promise<string>): Promise<BackendPort> =>
    rest({ baseUrl: server.url, ...(token ? { token: () => token } : {}) }).start({
      signal: never,
      onDispose: () => undefined,
    });
  const post = async (path: string, json: object, token?: string) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(json),
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };
  const rankOf = async (token: Promise<string>, besides = {}): Promise<unknown> => {
    const entry = { kind: 'agent', sessionId: 's1', key: await newKey(), ...besides };
    return (await post('/enter', entry, await token)).answer['rank'];
  };

  it('is who the vendor’s token says', async () => {
    assert.equal(await rankOf(agent({ role: 'admin' })), 'admin');
    assert.equal(await rankOf(agent({ role: 'agent' })), 'agent');
    assert.equal(await rankOf(agent({})), 'agent');
  });

  it('is nobody by a role that only the vendor knows', async () => {
    const odd = new SignJWT({ tenant: 'acme', name: 'Lena', role: ['admin', 'boss'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('lena')
      .setExpirationTime('1h')
      .sign(SECRET_BYTES);
    assert.equal(await rankOf(odd), 'agent');
  });

  it('is an agent in a session, and no row tells them from the others', async () => {
    const admin = await client(agent({ role: 'admin' }));
    const grant = await admin.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    assert.equal(grant.rank, 'admin');
    assert.equal(grant.self.role, 'agent');
    await admin.apply(mutation('session.rename', { title: 'Pump P-08' }), never);
    const { rows } = await admin.list({ collection: 'sessions', limit: 1 }, never);
    assert.doesNotMatch(JSON.stringify([rows, grant.session]), /admin"/);
  });

  it('is no agent who says so anywhere else', async () => {
    assert.equal(await rankOf(agent({}), { rank: 'admin', role: 'admin' }), 'agent');
    const forged = new SignJWT({ tenant: 'acme', name: 'Lena', role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('lena')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('another secret of thirty-two characters'));
    const key = await newKey();
    assert.equal((await post('/enter', { kind: 'agent', sessionId: 's1', key }, await forged)).status, 401);
  });

  it('is no guest, whatever they send, and nobody can invite one', async () => {
    const lena = await client(agent({ role: 'admin' }));
    const entry = { kind: 'guest', token: await invited(lena), name: 'Tomas', consent: true };
    const { answer } = await post('/enter', { ...entry, rank: 'admin', role: 'admin', key: await newKey() });
    assert.deepEqual([(answer['self'] as { role: string }).role, answer['rank']], ['participant', undefined]);
    const again = { kind: 'renewal', access: answer['access'], key: await newKey() };
    assert.equal((await post('/enter', again, await agent({ role: 'admin' }))).answer['rank'], undefined);
    const draft = { sessionId: 's1', channel: 'link', role: 'admin' };
    assert.equal((await post('/invitations', draft, await agent({ role: 'admin' }))).status, 400);
  });
});
