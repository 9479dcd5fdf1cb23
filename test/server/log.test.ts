import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { inWords } from '../../plugins/rest/server/report.js';
import { pglite } from '../../plugins/rest/server/sql-pglite.js';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { SqlExecutor } from '../../plugins/rest/server/sql-executor.js';
import {
  createServer,
  MemoryStorage,
  mintAgentToken,
  toNodeHandler,
} from '../../plugins/rest/server/node.js';
import { agentsOfTests, SECRET } from '../support/rest-bench.js';
import { running } from './running.js';

const SECRET_WORD = 'what-the-customer-said';

describe('what a failing database says', () => {
  it('has nothing of the query and its values, nothing of a row', async () => {
    const sql = await pglite();
    const storage = await SqlStorage.open(sql);
    const failures: unknown[] = [];
    const failing = (work: Promise<unknown>): Promise<unknown> =>
      work.catch((error: unknown) => failures.push(error));
    await failing(storage.read('acme').get('messages', `${SECRET_WORD}\0`));
    await sql.query('drop table nearhand_rows');
    await failing(storage.read('acme').get('messages', SECRET_WORD));
    await failing(storage.write(SECRET_WORD, async (writer) => writer.head()));
    await storage.close();
    await failing(storage.read('acme').get('messages', SECRET_WORD));
    assert.equal(failures.length, 4);
    for (const failure of failures) assert.doesNotMatch(inspect(failure), new RegExp(SECRET_WORD));
  });

  it('is said in words alone, whatever else the error carries', () => {
    const cause = Object.assign(new Error('inner'), { query: SECRET_WORD });
    const words = inWords(Object.assign(new Error('outer', { cause }), { parameters: [SECRET_WORD] }));
    assert.match(words, /outer[^]*inner/);
    assert.doesNotMatch(words, new RegExp(SECRET_WORD));
    assert.doesNotMatch(inWords(SECRET_WORD), new RegExp(SECRET_WORD));
  });

  it('is final where a value can never be kept, on every way in, and nothing goes to the log', async () => {
    const logged: unknown[] = [];
    const sql: SqlExecutor = await pglite();
    const server = await running({
      storage: SqlStorage.open(sql),
      onError: (error) => void logged.push(error),
    });
    const token = await mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });
    const ask = async (method: string, path: string, body?: unknown): Promise<number> => {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      return (await fetch(`${server.url}${path}`, { method, headers, ...init })).status;
    };
    const common = { id: 'm1', sessionId: 's1', at: new Date().toISOString() };
    const bad = 'x\0y';
    assert.deepEqual(
      [
        await ask('POST', '/mutations', {
          ...common,
          type: 'session.create',
          context: `a:b:${bad}`,
          title: '',
        }),
        await ask('POST', '/mutations', { ...common, type: 'session.create', context: 'a:b:c', title: bad }),
        await ask('GET', '/rows/sessions?limit=9&context=a:b:%00'),
        await ask('GET', '/rows/messages?limit=9&sessionId=%00'),
        await ask('GET', '/rows/messages?limit=9&cursor=l%00'),
        await ask('GET', '/changes?cursor=%00'),
        await ask('DELETE', '/invitations/%00'),
        await ask('PUT', '/uploads/%00?sessionId=s1', 'x'),
        await ask('POST', '/media-urls', { ref: bad }),
        await ask('POST', '/enter', { kind: 'agent', sessionId: bad, key: { kty: 'EC' } }),
        await ask('POST', '/guest/preview', { token: bad }),
      ],
      [400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 403],
    );
    assert.deepEqual(logged, []);
    await server.close();
  });
});

describe('what clients do in the ordinary way', () => {
  const open = (logged: unknown[]) =>
    createServer({
      storage: new MemoryStorage(),
      agents: agentsOfTests,
      guestPage: '/join.html',
      onError: (error) => void logged.push(error),
    });
  const agent = () => mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });

  it('is no error of the server’s: a request that is cut in its body, on every way in', async () => {
    const logged: unknown[] = [];
    const server = open(logged);
    const handler = toNodeHandler(server);
    const http = createHttpServer((request, response) => {
      http.emit('begun', handler(request, response));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const token = await agent();
    for (const line of [
      'POST /enter',
      'POST /guest/preview',
      'POST /mutations',
      'PUT /uploads/u1?sessionId=s1',
      'POST /media-urls',
      'POST /invitations',
    ]) {
      const client = connect((http.address() as AddressInfo).port, '127.0.0.1');
      const begun = once(http, 'begun') as Promise<[Promise<void>]>;
      client.write(
        `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 99\r\n\r\n{"half`,
      );
      const [answered] = await begun;
      client.resetAndDestroy();
      await answered;
    }
    assert.deepEqual(logged, []);
    http.close();
    await server.close();
  });

  it('warns of no leak: many event streams, which all end when the server closes, and none begins then', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const server = open([]);
    const headers = { Authorization: `Bearer ${await agent()}` };
    const listen = () => server.fetch(new Request('http://localhost/events', { headers }));
    const streams = await Promise.all(Array.from({ length: 15 }, listen));
    server.drain();
    for (const stream of streams) assert.match(await stream.text(), /event: open/);
    assert.equal((await listen()).status, 503);
    await server.close();
    process.off('warning', onWarning);
    assert.deepEqual(warnings, []);
  });
});
