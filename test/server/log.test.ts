import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { inWords } from '../../plugins/rest/server/report.js';
import { pglite } from '../../plugins/rest/server/sql-pglite.js';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { SqlExecutor } from '../../plugins/rest/server/sql-storage.js';
import { mintAgentToken } from '../../plugins/rest/server/node.js';
import { SECRET } from '../support/rest-bench.js';
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
