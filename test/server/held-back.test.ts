import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Credentials } from '../../plugins/rest/credentials.js';
import { Http } from '../../plugins/rest/http.js';
import { watchChanges } from '../../plugins/rest/watch.js';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

/** As a virus scanner: it gives an answer on only when it has all of it, and for streams the head at most. */
const scanner = (to: string, headOfStreams: boolean): Server =>
  createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const forwarded = request(new URL(url, to), { method: method ?? 'GET', headers }, (answer) => {
      const parts: Buffer[] = [];
      if (headOfStreams && answer.headers['content-type']?.startsWith('text/event-stream'))
        outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': 'text/event-stream' }).flushHeaders();
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => outgoing.end(Buffer.concat(parts)));
      answer.on('error', () => outgoing.destroy());
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });

describe('a stream of events that something on its way holds back', () => {
  let server: Running;
  before(async () => {
    server = await running({ storage: new MemoryStorage() });
  });
  after(() => server.close());

  const http = (baseUrl: string, signal: AbortSignal): Http => {
    const token = () => mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });
    return new Http({ baseUrl, fetch, credentials: new Credentials(token, signal) });
  };

  for (const headOfStreams of [true, false])
    it(`is asked beside, again and again${headOfStreams ? '' : ', also where not even its head comes'}`, async () => {
      const proxy = scanner(server.url, headOfStreams);
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const stop = new AbortController();
      const { port } = proxy.address() as AddressInfo;
      const through = `http://127.0.0.1:${port}${new URL(server.url).pathname}`;
      let called = 0;
      await new Promise<void>((resolve) => {
        const count = (): void => void (++called === 3 && resolve());
        void watchChanges(http(through, stop.signal), count, stop.signal, 20);
      });
      stop.abort();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      assert.equal(called, 3);
    });

  it('is not asked beside while it speaks, nor once their part is over', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const stop = new AbortController();
    const told: string[] = [];
    const { readable, writable } = new TransformStream<string, string>();
    const stream = readable.pipeThrough(new TextEncoderStream());
    const writer = writable.getWriter();
    const credentials = new Credentials(async () => 'token', stop.signal);
    const reached = new Promise<void>((resolve) => {
      const changed = credentials.changed.bind(credentials);
      credentials.changed = (signal) => {
        resolve();
        return changed(signal);
      };
    });
    const answer = async (): Promise<Response> => new Response(stream);
    const client = new Http({ baseUrl: server.url, fetch: answer, credentials });
    void watchChanges(client, () => told.push('change'), stop.signal, 1_000);
    const read = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    for (let beats = 0; beats < 5; beats++) {
      void writer.write(': beat\n\n');
      await read();
      test.mock.timers.tick(900);
    }
    assert.deepEqual(told, []);
    test.mock.timers.tick(400);
    assert.deepEqual(told, ['change']);
    void writer.write('event: over\ndata: {}\n\n');
    void writer.close();
    await reached;
    test.mock.timers.tick(5_000);
    assert.deepEqual(told, ['change']);
    stop.abort();
  });
});
