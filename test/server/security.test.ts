import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { createServer, MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import { mediaTypeOf } from '../../src/domain/media-type.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, never, newKey, say } from '../contracts/backend-bench.js';
import { agentsOfTests, restBench, SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

describe('the server, attacked', () => {
  let server: Running;
  let lena: BackendPort;
  let guest: () => Promise<BackendPort>;

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    const bench = restBench({ baseUrl: server.url, clock: server.clock, advance: server.advance });
    lena = await bench.agent('lena');
    guest = () => bench.guest();
    await lena.apply(create(), never);
  });
  after(() => server.close());

  const statusOf = async (token: string, path = '/changes'): Promise<number> =>
    (await fetch(`${server.url}${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;

  it('believes no agent’s token that is unsigned, of another key, expired, or without an end', async () => {
    const claims = { tenant: 'acme', name: 'Mallory' };
    const signed = () =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setSubject('m').setIssuedAt();
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ ...claims, sub: 'm', exp: 9e9 })}.`;
    const other = await signed()
      .setExpirationTime('1h')
      .sign(bytes('another secret of thirty-two characters'));
    const endless = await signed().sign(bytes(SECRET));
    const old = await mintAgentToken({
      secret: SECRET,
      tenant: 'acme',
      id: 'm',
      name: 'M',
      now: Date.now() - 7200e3,
    });
    for (const token of [unsigned, other, endless, old]) assert.equal(await statusOf(token), 401);
  });

  it('lets nobody call it with a token that was made for something else', async () => {
    const link = await invited(lena);
    const grant = await entered(await guest(), link);
    const agent = await lena.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    for (const token of [link, grant.token, grant.signalling?.ticket ?? '', agent.token, agent.access])
      assert.equal(await statusOf(token), 401);
    assert.equal(await statusOf(grant.access), 200);
    assert.equal(await statusOf(grant.access, '/live/peers'), 401);
  });

  it('renews no agent’s grant by the grant alone, nor by a token that ran out, nor by somebody else’s', async () => {
    const grant = await lena.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    const now = Date.now();
    const tokenOf = (id: string, tenant: string, at = now): Promise<string> =>
      mintAgentToken({ secret: SECRET, tenant, id, name: 'L', now: at });
    const [, body = ''] = grant.access.split('.');
    const { tenant } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { tenant: string };
    const renew = async (token?: string): Promise<number> => {
      const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      const entry = { kind: 'renewal', access: grant.access, key: await newKey() };
      const init = { method: 'POST', headers, body: JSON.stringify(entry) };
      return (await fetch(`${server.url}/enter`, init)).status;
    };
    const tries = [
      undefined,
      grant.access,
      grant.token,
      await tokenOf('lena', tenant, now - 7200e3),
      await tokenOf('omar', tenant),
      await tokenOf('lena', 'other'),
    ];
    for (const token of tries) assert.equal(await renew(token), 401);
    assert.equal(await renew(await tokenOf('lena', tenant)), 200);
  });

  it('wants a secret that is long enough', () => {
    const agents = { keys: [{ alg: 'HS256', secret: 'short' }] } as const;
    assert.throws(
      () => createServer({ storage: new MemoryStorage(), agents, guestPage: '/' }),
      /openssl rand/,
    );
  });

  it('serves files so that none of them can act as a page', async () => {
    const upload = async (id: string, content: Uint8Array<ArrayBuffer>) => {
      const ref = await lena.upload(new Blob([content], { type: 'text/html' }), {
        id,
        sessionId: 's1',
        signal: never,
      });
      return fetch(await lena.url(ref, never));
    };
    const image = await upload('image', PNG);
    const pdf = await upload('pdf', bytes('%PDF-1.7 <script>alert(1)</script>'));
    for (const answer of [image, pdf]) {
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
    }
    assert.deepEqual(
      [image, pdf].map(({ headers }) => [headers.get('content-type'), headers.get('content-disposition')]),
      [
        ['image/png', 'inline'],
        ['application/pdf', 'attachment'],
      ],
    );
  });

  it('serves a part of a file', async () => {
    const ref = await lena.upload(new Blob([PNG]), { id: 'part', sessionId: 's1', signal: never });
    const answer = await fetch(await lena.url(ref, never), { headers: { Range: 'bytes=8-9' } });
    assert.deepEqual([answer.status, answer.headers.get('content-range')], [206, 'bytes 8-9/12']);
    assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [1, 2]);
  });

  it('tells files by their content', () => {
    for (const refused of [
      '<svg xmlns="http://www.w3.org/2000/svg">',
      '<!doctype html>',
      'GIF89a',
      'MZ',
      '',
      'RIFF....WAVE',
    ])
      assert.equal(mediaTypeOf(bytes(refused)), undefined, refused);
    for (const brand of ['heic', 'mif1', 'avif'])
      assert.equal(mediaTypeOf(bytes(`\0\0\0 ftyp${brand}`)), undefined, brand);
    assert.equal(mediaTypeOf(bytes('glTF....')), 'model/gltf-binary');
    assert.equal(mediaTypeOf(bytes('RIFF....WEBPVP8 ')), 'image/webp');
    assert.equal(mediaTypeOf(bytes('\0\0\0 ftypisom')), 'video/mp4');
  });

  it('answers pages of any origin, errors too, and never with their cookies', async () => {
    const headers = { Origin: 'https://crm.example' };
    for (const path of ['/health', '/changes', '/nothing']) {
      const answer = await fetch(`${server.url}${path}`, { headers });
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', path);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    }
  });

  it('waits with its answers until the storage is there', async () => {
    let open: (storage: MemoryStorage) => void = () => undefined;
    const storage = new Promise<MemoryStorage>((resolve) => (open = resolve));
    const early = await running({ storage });
    const answer = fetch(`${early.url}/health`);
    open(new MemoryStorage());
    assert.equal((await answer).status, 200);
    await early.close();
  });

  it('says so when the storage cannot be opened', async () => {
    const storage = Promise.reject(new Error('disk on fire'));
    const broken = createServer({ storage, agents: agentsOfTests, guestPage: '/' });
    const answer = await broken.fetch(new Request('http://server.test/health'));
    assert.equal(answer.status, 503);
    assert.doesNotMatch(await answer.text(), /fire/);
  });
});

describe('memory storage', () => {
  it('comes back from its dump as it was, links and all', async () => {
    const storage = new MemoryStorage();
    const first = await running({ storage });
    const bench = restBench({
      baseUrl: 'http://server.test',
      clock: first.clock,
      advance: first.advance,
      fetch: (request) =>
        now.server.fetch(
          new Request(request.url.replace('http://server.test', 'http://server.test/nearhand'), request),
        ),
    });
    let now = first;
    const lena = await bench.agent('lena');
    await lena.apply(create(), never);
    await lena.apply(say('kept'), never);
    const link = await invited(lena);
    const again = new MemoryStorage();
    again.load(structuredClone(await storage.dump()));
    const second = await running({ storage: again });
    now = second;
    assert.equal((await (await bench.guest()).preview(link, never)).sessionId, 's1');
    const { cursor } = await lena.changes(undefined, never);
    await lena.apply(say('new'), never);
    assert.equal((await lena.changes(cursor, never)).changes.length, 1);
    assert.equal((await lena.list({ collection: 'messages', limit: 9 }, never)).rows.length, 2);
    await Promise.all([first.close(), second.close()]);
  });
});
