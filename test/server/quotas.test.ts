import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, mutation, never, say } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

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
      if (answer.status !== 200) return answer;
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
});
