import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { attach, MemoryStorage } from '../../plugins/rest/server/node.js';
import { create, entered, invited, mutation, never, newKey } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { BASE, running } from './running.js';
import type { Running } from './running.js';
import { Client, connect as connectTo } from './signalling-client.js';

describe('signalling', () => {
  let server: Running;
  let lena: BackendPort;
  let newGuest: () => Promise<BackendPort>;

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    const { url: baseUrl, clock, advance } = server;
    const bench = restBench({ baseUrl, clock, advance });
    lena = await bench.agent('lena');
    newGuest = () => bench.guest();
    for (const id of ['s1', 's2', 's3']) await lena.apply(create(`demo:ticket:${id}`, id), never);
  });
  after(() => server.close());

  const enter = async (sessionId = 's1') =>
    lena.enter({ kind: 'agent', sessionId, key: await newKey() }, never);
  const connect = (id: string, ticket: string): Client => connectTo(server.url, id, ticket);
  const opened = async ({ signalling }: LiveGrant): Promise<Client> => {
    assert.ok(signalling);
    const client = connect(signalling.id, signalling.ticket);
    assert.equal((await client.next()).type, 'OPEN');
    return client;
  };
  const peers = async ({ token }: LiveGrant): Promise<unknown> => {
    const answer = await fetch(`${server.url}/live/peers`, { headers: { Authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { peers: unknown }).peers;
  };

  it('opens for the holder of a grant, and carries messages within the session', async () => {
    const [one, two] = [await enter(), await enter()];
    const [a, b] = [await opened(one), await opened(two)];
    a.send({ type: 'OFFER', dst: two.signalling?.id, payload: { sdp: 'x' } });
    assert.deepEqual(await b.next(), {
      type: 'OFFER',
      src: one.signalling?.id,
      dst: two.signalling?.id,
      payload: { sdp: 'x' },
    });
    a.socket.close();
    b.socket.close();
    await Promise.all([a.closed, b.closed]);
  });

  it('is closed to whoever has no ticket, or that of another id', async () => {
    const [one, two] = [await enter(), await enter()];
    for (const [id, ticket] of [
      ['anybody', 'anything'],
      [one.signalling?.id ?? '', two.signalling?.ticket ?? ''],
      [one.signalling?.id ?? '', one.token],
    ] as const) {
      const client = connect(id, ticket);
      assert.deepEqual(await client.next(), { type: 'ERROR', payload: { msg: 'Invalid token provided' } });
      await client.closed;
    }
  });

  it('drops messages to another session', async () => {
    const [here, there] = [await enter('s1'), await enter('s2')];
    const [a, b] = [await opened(here), await opened(there)];
    a.send({ type: 'OFFER', dst: there.signalling?.id, payload: 'intruder' });
    a.send({ type: 'OFFER', dst: here.signalling?.id, payload: 'marker' });
    // One socket keeps order: once the marker is back, the message before it was handled too.
    assert.equal((await a.next()).payload, 'marker');
    b.send({ type: 'OFFER', dst: there.signalling?.id, payload: 'marker' });
    assert.equal((await b.next()).payload, 'marker');
    a.socket.close();
    b.socket.close();
    await Promise.all([a.closed, b.closed]);
  });

  it('says who else is connected, in this session only', async () => {
    const [one, two, other] = [await enter('s1'), await enter('s1'), await enter('s2')];
    const clients = [await opened(one), await opened(two), await opened(other)];
    assert.deepEqual(await peers(one), [two.signalling?.id]);
    assert.deepEqual(await peers(other), []);
    for (const { socket } of clients) socket.close();
    await Promise.all(clients.map(({ closed }) => closed));
  });

  it('keeps so many connections of one person, the newest', async () => {
    const grants: LiveGrant[] = [];
    for (let count = 0; count < 11; count += 1) grants.push(await enter('s2'));
    const clients: Client[] = [];
    for (const grant of grants) clients.push(await opened(grant));
    await clients[0]?.closed;
    assert.equal(((await peers(grants[10] ?? (await enter('s2')))) as string[]).length, 9);
    for (const { socket } of clients) socket.close();
    await Promise.all(clients.map(({ closed }) => closed));
  });

  it('lets who waits meet agents alone, and the others once they are let in', async () => {
    const agent = await enter();
    const inside = await entered(await newGuest(), await invited(lena), 'Eva');
    await lena.apply(mutation('session.admit', { personId: inside.self.id }), never);
    const [waits, also] = [
      await entered(await newGuest(), await invited(lena)),
      await entered(await newGuest(), await invited(lena), 'Maria'),
    ];
    const [a, b, c, d] = [await opened(agent), await opened(inside), await opened(waits), await opened(also)];
    const ids = [agent, inside, waits, also].map(({ signalling }) => signalling?.id ?? '');
    assert.deepEqual(await peers(waits), [ids[0]]);
    assert.deepEqual(await peers(inside), [ids[0]]);
    assert.deepEqual(await peers(agent), [ids[1], ids[2], ids[3]]);
    for (const to of [ids[1], ids[3], ids[0]]) c.send({ type: 'OFFER', dst: to, payload: 'from who waits' });
    b.send({ type: 'OFFER', dst: ids[2], payload: 'from who is in' });
    for (const one of [b, d]) one.send({ type: 'OFFER', dst: ids[0], payload: 'marker' });
    assert.deepEqual([(await a.next()).payload, (await a.next()).payload].includes('from who waits'), true);
    a.send({ type: 'OFFER', dst: ids[2], payload: 'from the agent' });
    assert.equal((await c.next()).payload, 'from the agent');
    await lena.apply(mutation('session.admit', { personId: waits.self.id }), never);
    await c.closed;
    const back = await opened(waits);
    assert.deepEqual(await peers(waits), [ids[0], ids[1]]);
    back.send({ type: 'OFFER', dst: ids[1], payload: 'now' });
    assert.equal((await b.next()).payload, 'now');
    for (const { socket } of [a, b, d, back]) socket.close();
    await Promise.all([a, b, d, back].map(({ closed }) => closed));
  });

  it('ends for whoever is refused, and for nobody else', async () => {
    const guest = await entered(await newGuest(), await invited(lena));
    const agent = await enter();
    const [a, b] = [await opened(guest), await opened(agent)];
    await lena.apply(mutation('session.refuse', { personId: guest.self.id }), never);
    await a.closed;
    assert.equal(b.socket.readyState, WebSocket.OPEN);
    const again = connect(guest.signalling?.id ?? '', guest.signalling?.ticket ?? '');
    assert.equal((await again.next()).type, 'ERROR');
    b.socket.close();
    await b.closed;
  });

  it('ends for everybody with the session', async () => {
    const clients = [await opened(await enter('s3')), await opened(await enter('s3'))];
    await lena.apply(mutation('session.end', { reason: 'agentEnded', sessionId: 's3' }), never);
    await Promise.all(clients.map(({ closed }) => closed));
  });

  it('leaves the other web sockets of a shared HTTP server alone', async () => {
    const httpServer = createHttpServer();
    const echo = new WebSocketServer({ noServer: true });
    httpServer.on('upgrade', (request, socket, head) => {
      if (request.url === '/hmr') echo.handleUpgrade(request, socket, head, (ws) => ws.send('"hello"'));
    });
    const detach = attach(server.server, httpServer, { base: BASE });
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
    const address = httpServer.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const client = new Client(`ws://127.0.0.1:${port}/hmr`);
    assert.equal(await client.next(), 'hello');
    client.socket.close();
    await client.closed;
    detach();
    httpServer.close();
  });
});
