import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, mutation, never, newKey } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';
import type { Client } from './signalling-client.js';
import { connect } from './signalling-client.js';

describe('what was decided reaches who is there, at once', () => {
  let server: Running;
  let lena: BackendPort;
  let agent: LiveGrant;
  let guest: LiveGrant;

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
  });
  after(() => server.close());
  beforeEach(async () => {
    const bench = restBench({ baseUrl: server.url, clock: server.clock, advance: server.advance });
    lena = await bench.agent('lena');
    await lena.apply(create(), never);
    agent = await lena.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    guest = await entered(await bench.guest(), await invited(lena));
    await lena.apply(mutation('session.admit', { personId: guest.self.id }), never);
  });

  const opened = async ({ signalling }: LiveGrant): Promise<Client> => {
    const client = connect(server.url, signalling?.id ?? '', signalling?.ticket ?? '');
    assert.equal((await client.next()).type, 'OPEN');
    return client;
  };
  const heard = (grant: LiveGrant) =>
    fetch(`${server.url}/events`, { headers: { Authorization: `Bearer ${grant.access}` } });
  const untilOver = ({ body }: Response): Promise<string> => new Response(body).text();

  const withdraw = async (): Promise<void> => {
    const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
    await lena.revoke(rows[0]?.id ?? '', never);
  };
  const decisions: Readonly<Record<string, () => Promise<unknown>>> = {
    removing: () => lena.apply(mutation('session.refuse', { personId: guest.self.id }), never),
    withdrawing: withdraw,
    ending: () => lena.apply(mutation('session.end', { reason: 'agentEnded' }), never),
    'their leaving': () => lena.apply(mutation('session.leave', { personId: guest.self.id }), never),
  };

  for (const [name, decide] of Object.entries(decisions))
    it(`${name} closes their sockets and their streams`, async () => {
      const socket = await opened(guest);
      const other = await opened(agent);
      const streams = [await heard(guest), await heard(guest)];
      await decide();
      await Promise.all([socket.closed, ...streams.map(untilOver)]);
      if (name !== 'ending') {
        assert.equal(other.socket.readyState, other.socket.OPEN);
        other.socket.close();
      }
      await other.closed;
    });

  it('closes the socket of whose grant was not renewed, and of nobody else', async () => {
    const [mine, theirs] = [await opened(agent), await opened(guest)];
    server.advance(8 * 60_000);
    await lena.enter({ kind: 'renewal', access: agent.access, key: await newKey() }, never);
    server.advance(8 * 60_000);
    await (await server.server.desk()).review();
    await theirs.closed;
    assert.equal(mine.socket.readyState, mine.socket.OPEN);
    mine.socket.close();
    await mine.closed;
  });

  it('leaves no second socket on one ticket: the later one closes the earlier, and is closed itself', async () => {
    const first = await opened(guest);
    // Taken back without a word, as PeerServer does.
    const second = connect(server.url, guest.signalling?.id ?? '', guest.signalling?.ticket ?? '');
    await first.closed;
    assert.equal(second.socket.readyState, second.socket.OPEN);
    const other = await opened(agent);
    second.send({ type: 'OFFER', dst: agent.signalling?.id, payload: 'hello' });
    assert.equal((await other.next()).payload, 'hello');
    await lena.apply(mutation('session.refuse', { personId: guest.self.id }), never);
    await second.closed;
    other.socket.close();
    await other.closed;
  });

  it('passes nothing on of a socket that was closed and does not go', async () => {
    const [stubborn, other] = [await opened(guest), await opened(agent)];
    // It does not read that it is closed, and goes on sending.
    stubborn.socket.pause();
    await lena.apply(mutation('session.refuse', { personId: guest.self.id }), never);
    stubborn.send({ type: 'OFFER', dst: agent.signalling?.id, payload: 'still here' });
    other.send({ type: 'OFFER', dst: agent.signalling?.id, payload: 'marker' });
    assert.equal((await other.next()).payload, 'marker');
    for (const { socket } of [stubborn, other]) socket.terminate();
  });

  it('lets nobody connect who is sent away while they connect', async () => {
    const { signalling, self } = guest;
    const client = connect(server.url, signalling?.id ?? '', signalling?.ticket ?? '');
    const [said] = await Promise.all([
      Promise.race([client.next(), client.closed.then(() => ({ type: 'CLOSED' }))]),
      lena.apply(mutation('session.refuse', { personId: self.id }), never),
    ]);
    if (said.type !== 'CLOSED') await client.closed;
    const answer = await fetch(`${server.url}/live/peers`, {
      headers: { Authorization: `Bearer ${agent.token}` },
    });
    assert.deepEqual(await answer.json(), { peers: [] });
  });
});
