import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, never, newKey } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { BASE, running } from './running.js';
import type { Running } from './running.js';

describe('the server’s process, under hostile input', () => {
  let server: Running;
  let agent: BackendPort;
  let guest: LiveGrant;
  let other: WebSocket;
  let otherId: string;
  /** What would have ended a server's process; here the test runner catches it. */
  const fatal: unknown[] = [];
  const onFatal = (error: unknown): void => void fatal.push(error);

  const addressOf = ({ signalling }: LiveGrant): URL => {
    assert.ok(signalling);
    const url = new URL(`${BASE}/live/peerjs?key=peerjs`, server.url.replace('http', 'ws'));
    url.searchParams.set('id', signalling.id);
    url.searchParams.set('token', signalling.ticket);
    return url;
  };
  const opened = async (grant: LiveGrant): Promise<WebSocket> => {
    const socket = new WebSocket(addressOf(grant));
    await once(socket, 'message');
    return socket;
  };
  const raw = async (
    lines: readonly string[],
    options: { readonly allowHalfOpen?: true } = {},
  ): Promise<Socket> => {
    const { port, hostname } = new URL(server.url);
    const socket = connect({ port: Number(port), host: hostname, ...options });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write([...lines, 'Host: localhost', '', ''].join('\r\n'));
    return socket;
  };
  const upgrade = (path: string): Promise<Socket> =>
    raw([
      `GET ${path} HTTP/1.1`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]);
  /** The second client is as it was: its socket carries messages, the server answers. */
  const othersGoOn = async (): Promise<void> => {
    const back = once(other, 'message');
    other.send(JSON.stringify({ type: 'OFFER', dst: otherId, payload: 'still here' }));
    assert.match(String((await back)[0]), /still here/);
    assert.equal((await fetch(`${server.url}/health`)).status, 200);
    assert.deepEqual(fatal, []);
  };

  before(async () => {
    process.on('uncaughtExceptionMonitor', onFatal);
    server = await running({ storage: new MemoryStorage() });
    const { url: baseUrl, clock, advance } = server;
    const bench = restBench({ baseUrl, clock, advance });
    agent = await bench.agent('lena');
    await agent.apply(create(), never);
    guest = await entered(await bench.guest(), await invited(agent));
    const grant = await agent.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    otherId = grant.signalling?.id ?? '';
    other = await opened(grant);
  });
  after(async () => {
    other.terminate();
    await server.close();
    process.off('uncaughtExceptionMonitor', onFatal);
  });

  it('lives through a frame of a waiting guest that is too large', async () => {
    const socket = await opened(guest);
    socket.on('error', () => undefined);
    socket.send('x'.repeat(257 * 1024));
    await once(socket, 'close');
    await othersGoOn();
  });

  const FRAMES: Readonly<Record<string, Buffer>> = {
    'with reserved bits': Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
    'with an unknown opcode': Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
    'without a mask': Buffer.from([0x81, 0x02, 0x7b, 0x7d]),
    'that is no UTF-8': Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
    'that continues nothing': Buffer.from([0x80, 0x80, 0, 0, 0, 0]),
    'with an impossible length': Buffer.from([0x82, 0xff, ...Array<number>(8).fill(0xff), 0, 0, 0, 0]),
    'with a control frame in pieces': Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
    'with an impossible close code': Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0, 1]),
  };
  for (const [what, frame] of Object.entries(FRAMES))
    it(`lives through a frame of a waiting guest ${what}`, async () => {
      const { pathname, search } = addressOf(guest);
      const socket = await upgrade(`${pathname}${search}`);
      await once(socket, 'data');
      socket.write(frame);
      socket.resume();
      await once(socket, 'close');
      await othersGoOn();
    });

  it('lives through a message too deep to be written again, and so does whom it is for', async () => {
    const socket = await opened(guest);
    const deep = `{"type":"OFFER","dst":"${otherId}","payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    socket.send(deep);
    socket.send(JSON.stringify({ type: 'OFFER', dst: guest.signalling?.id, payload: 'marker' }));
    await once(socket, 'message');
    assert.equal(other.readyState, WebSocket.OPEN);
    await othersGoOn();
    socket.terminate();
  });

  for (const path of ['//', '/elsewhere', '/nearhand/live/peerjs', '/\\', 'http://[', '/%'])
    it(`lives through an upgrade at ${path} that is reset at once`, async () => {
      const socket = await upgrade(path);
      socket.resetAndDestroy();
      await othersGoOn();
    });

  it('closes an upgrade that nobody takes', async () => {
    const socket = await upgrade('/elsewhere');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /404/);
  });

  const GIVEN_UP: Readonly<Record<string, readonly string[]>> = {
    'an upgrade that nobody takes': ['GET /elsewhere HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'],
    'an upgrade at no URL': ['GET // HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'],
    'an upgrade to something else': ['GET /elsewhere HTTP/1.1', 'Connection: Upgrade', 'Upgrade: h2c'],
    'an upgrade without a key': [
      'GET /nearhand/live/peerjs HTTP/1.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
    ],
    'what is no request': ['NONSENSE'],
    'a tunnel': ['CONNECT x:1 HTTP/1.1'],
    'a request that is the last': ['GET /nearhand/health HTTP/1.1', 'Connection: close'],
  };
  for (const [what, lines] of Object.entries(GIVEN_UP))
    it(`holds no socket for ${what}, though the client leaves it open`, async () => {
      const accepted = new Map<number | undefined, Socket>();
      const onAccepted = (message: unknown): void => {
        const { socket } = message as { socket: Socket };
        accepted.set(socket.remotePort, socket);
      };
      subscribe('net.server.socket', onAccepted);
      const client = await raw(lines, { allowHalfOpen: true });
      client.resume();
      await once(client, 'end');
      unsubscribe('net.server.socket', onAccepted);
      const served = accepted.get(client.localPort);
      assert.ok(served);
      if (!served.closed) await once(served, 'close', { signal: AbortSignal.timeout(5_000) });
      client.destroy();
    });

  for (const line of ['GET // HTTP/1.1', 'GET http://[ HTTP/1.1', 'NONSENSE', 'CONNECT x:1 HTTP/1.1'])
    it(`lives through the request “${line}”`, async () => {
      const socket = await raw([line, 'Connection: close']);
      socket.resume();
      await once(socket, 'close');
      await othersGoOn();
    });

  it('lives through a body and an event stream that are cut', async () => {
    const body = await raw(['PUT /nearhand/uploads/x?sessionId=s1 HTTP/1.1', 'Content-Length: 100000']);
    body.write('half');
    body.resetAndDestroy();
    const stream = await raw(['GET /nearhand/events HTTP/1.1', `Authorization: Bearer ${guest.access}`]);
    await once(stream, 'data');
    stream.resetAndDestroy();
    await agent.apply(create('demo:ticket:2', 's2'), never);
    await othersGoOn();
  });

  it('keeps nothing for ids that are not there, and closes a socket that floods', async () => {
    const socket = await opened(guest);
    socket.on('error', () => undefined);
    const room = otherId.slice(0, otherId.indexOf('-'));
    const line = JSON.stringify({ type: 'OFFER', dst: `${room}-nobody`, payload: 'x'.repeat(200_000) });
    for (let count = 0; count < 40; count += 1) socket.send(line);
    const [code] = (await once(socket, 'close')) as [number];
    assert.equal(code, 4429);
    await othersGoOn();
  });

  it('passes nothing on later to an id that was not there at the time', async () => {
    const late = await agent.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    other.send(JSON.stringify({ type: 'OFFER', dst: late.signalling?.id, payload: 'too early' }));
    await othersGoOn();
    const socket = await opened(late);
    socket.send(JSON.stringify({ type: 'OFFER', dst: late.signalling?.id, payload: 'first' }));
    assert.match(String((await once(socket, 'message'))[0]), /first/);
    socket.terminate();
  });
});
