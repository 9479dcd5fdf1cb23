import { rowsIn } from '../../src/domain/change.js';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import { openStorage } from '../../plugins/rest/server/node.js';
import { create, entered, invited, never, newKey, say } from '../contracts/backend-bench.js';
import type { BackendBench } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

describe('a server that is stopped and started again on its PGlite folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-restart-'));
  let server: Running;
  let bench: BackendBench;
  let link = '';
  let grant: LiveGrant;
  let baseUrl = '';

  const start = async (): Promise<void> => {
    server = await running({ storage: openStorage({ folder: join(folder, 'data') }) });
    baseUrl = server.url;
  };
  before(async () => {
    // As a first start leaves it that was killed half-way; everything below shows that it does no harm.
    mkdirSync(join(folder, 'data.unfinished'));
    writeFileSync(join(folder, 'data.unfinished', 'PG_VERSION'), '18');
    await start();
    const { clock, advance } = server;
    // One bench for both runs, so that the tenant stays; each call goes to the server of the moment.
    const fetch = (request: Request): Promise<Response> =>
      globalThis.fetch(new Request(request.url.replace('http://server.test', baseUrl), request));
    bench = restBench({ baseUrl: 'http://server.test', clock, advance, fetch });
    const lena = await bench.agent('lena');
    await lena.apply(create(), never);
    await lena.apply(say('before'), never);
    link = await invited(lena);
    grant = await entered(await bench.guest(), link);
    await server.close();
    await start();
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('still has its rows', async () => {
    const { rows } = await (await bench.agent('lena')).list({ collection: 'messages', limit: 10 }, never);
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['before'],
    );
  });

  it('still takes the guest link', async () => {
    assert.equal((await (await bench.guest()).preview(link, never)).sessionId, 's1');
  });

  it('still renews a grant', async () => {
    const entry = { kind: 'renewal', access: grant.access, key: await newKey() } as const;
    assert.deepEqual((await (await bench.guest()).enter(entry, never)).self, grant.self);
  });

  it('goes on counting where it stopped', async () => {
    const lena = await bench.agent('lena');
    const { cursor } = await lena.changes(undefined, never);
    await lena.apply(say('after'), never);
    const { changes } = await lena.changes(cursor, never);
    assert.deepEqual(
      rowsIn(changes).map(({ row }) => 'text' in row && row.text),
      ['after'],
    );
  });
});
