import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, mutation, never, newKey, say } from '../contracts/backend-bench.js';
import { restBench, SECRET } from '../support/rest-bench.js';
import { BASE, running } from './running.js';
import type { Running } from './running.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

describe('limits of what one person, session and tenant may ask', () => {
  let server: Running;
  let lena: BackendPort;
  let guest: LiveGrant;

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    const { url: baseUrl, clock, advance } = server;
    const bench = restBench({ baseUrl, clock, advance });
    lena = await bench.agent('lena');
    await lena.apply(create(), never);
    guest = await entered(await bench.guest(), await invited(lena));
    await lena.apply(mutation('session.admit', { personId: guest.self.id }), never);
  });
  after(() => server.close());

  const asGuest = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      headers: { Authorization: `Bearer ${guest.access}` },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const untilRefused = async (send: () => Promise<Response>, most: number): Promise<Response> => {
    for (let count = 0; count < most; count += 1) {
      const answer = await send();
      if (!answer.ok) return answer;
      await answer.body?.cancel();
    }
    return assert.fail(`all ${most} were accepted`);
  };

  it('refuses a flood of writes with when to try again, keeps others’, and takes them then', async () => {
    const refused = await untilRefused(() => asGuest('/mutations', say('flood')), 300);
    assert.equal(refused.status, 429);
    const wait = Number(refused.headers.get('retry-after'));
    assert.ok(wait >= 1 && wait < 60, `${wait} s`);
    assert.equal((await lena.apply(say('goes on'), never)).status, 'applied');
    server.advance(wait * 1000);
    assert.equal((await asGuest('/mutations', say('later'))).status, 200);
    server.advance(600_000);
  });

  it('counts bytes as well', async () => {
    const refused = await untilRefused(() => asGuest('/mutations', say('x'.repeat(7_900))), 190);
    assert.equal(refused.status, 429);
    server.advance(600_000);
  });

  it('counts bytes as bytes, and what does not fit as well', async () => {
    await untilRefused(() => asGuest('/mutations', say('語'.repeat(7_900))), 50);
    server.advance(600_000);
    for (let count = 0; count < 260; count += 1) {
      const answer = await asGuest('/mutations', { type: 'nonsense' });
      if (answer.status === 429) break;
      assert.ok(count < 255 && answer.status === 400);
    }
    server.advance(600_000);
  });

  it('counts reads, uploads, invitations, ways in and renewals, each with when to try again', async () => {
    const [, claims = ''] = guest.access.split('.');
    const { tenant } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { tenant: string };
    const token = await mintAgentToken({
      secret: SECRET,
      tenant,
      id: 'lena',
      name: 'Lena',
      now: server.clock(),
    });
    const key = await newKey();
    const fresh = await lena.enter({ kind: 'renewal', access: guest.access, key }, never);
    const asLena = (method: string, path: string, body?: string): Promise<Response> =>
      fetch(`${server.url}${path}`, {
        ...{ method, headers: { Authorization: `Bearer ${token}` } },
        ...(body === undefined ? {} : { body }),
      });
    const draft = JSON.stringify({ sessionId: 's1', channel: 'link', role: 'observer' });
    const entry = JSON.stringify({ kind: 'agent', sessionId: 's1', key });
    const asked: Readonly<Record<string, readonly [ask: () => Promise<Response>, most: number]>> = {
      rows: [() => asGuest('/rows/sessions?limit=1'), 700],
      changes: [() => asGuest('/changes'), 700],
      peers: [
        () => fetch(`${server.url}/live/peers`, { headers: { Authorization: `Bearer ${fresh.token}` } }),
        700,
      ],
      upload: [() => asLena('PUT', '/uploads/u?sessionId=s1', '%PDF-1.7'), 150],
      invite: [() => asLena('POST', '/invitations', draft), 70],
      enter: [() => asLena('POST', '/enter', entry), 70],
      renewal: [() => asGuest('/enter', { kind: 'renewal', access: guest.access, key }), 70],
    };
    for (const [name, [ask, most]] of Object.entries(asked)) {
      const refused = await untilRefused(ask, most);
      const wait = Number(refused.headers.get('retry-after'));
      assert.deepEqual([refused.status, wait >= 1 && wait < 60], [429, true], name);
      server.advance(wait * 1000);
      let again = await ask();
      // A renewal is also counted by the address that it comes from.
      if (name === 'renewal') {
        server.advance(Number(again.headers.get('retry-after')) * 1000);
        again = await ask();
      }
      assert.ok(again.ok, `${name}: ${again.status}`);
    }
  });

  it('lets one person hold so many event streams, and again once some have ended', async () => {
    const open: Response[] = [];
    for (;;) {
      const answer = await asGuest('/events');
      if (answer.status !== 200) {
        assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '10']);
        break;
      }
      open.push(answer);
      assert.ok(open.length <= 50);
    }
    assert.ok(open.length >= 5);
    for (const { body } of open) await body?.cancel();
    while ((await asGuest('/events')).status !== 200) await new Promise((resolve) => setImmediate(resolve));
  });

  it('holds so many bytes of uploads at a time, says when to come again, and takes more once they are kept', async () => {
    const [, claims = ''] = guest.access.split('.');
    const { tenant } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { tenant: string };
    const token = await mintAgentToken({
      secret: SECRET,
      tenant,
      id: 'omar',
      name: 'Omar',
      now: server.clock(),
    });
    const upload = (id: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
      server.server.fetch(
        new Request(`http://localhost${BASE}/uploads/${id}?sessionId=s1`, {
          method: 'PUT',
          headers: { Authorization: `Bearer ${token}`, ...headers },
          body,
          duplex: 'half',
        } as RequestInit),
      );
    const finish: (() => void)[] = [];
    const underWay: Promise<Response>[] = [];
    const begin = (id: string): Promise<unknown> =>
      new Promise((begun) => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull: (controller) => {
              finish.push(() => {
                controller.enqueue(PNG);
                controller.close();
              });
              begun(undefined);
              return new Promise(() => undefined);
            },
          },
          { highWaterMark: 0 },
        );
        underWay.push(upload(id, body).finally(() => begun(undefined)));
      });
    for (let count = 0; count < 20; count += 1) await begin(`big${count}`);
    assert.equal(finish.length, 4);
    const small = { 'Content-Length': String(PNG.length) };
    const refused = await upload('small', PNG, small);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '5']);
    for (const end of finish) end();
    const statuses = (await Promise.all(underWay)).map(({ status }) => status);
    assert.deepEqual(
      [statuses.filter((one) => one === 200).length, statuses.filter((one) => one === 429).length],
      [4, 16],
    );
    assert.equal((await upload('small', PNG, small)).status, 200);
  });
});
