import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import { SqlStorage } from '../../plugins/rest/server/sql-storage.js';
import type { Storage } from '../../plugins/rest/server/storage.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import type { BackendBench } from '../contracts/backend-bench.js';
import { create, mutation, never, say } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { openDatabase, pgliteDatabases } from './databases.js';
import { running } from './running.js';
import type { Running } from './running.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

interface Place {
  readonly storage: Storage;
  /** All that it keeps, as text. */
  content(): Promise<string>;
  cleanUp(): Promise<void>;
}

async function inMemory(): Promise<Place> {
  const storage = new MemoryStorage();
  const content = async (): Promise<string> => JSON.stringify(await storage.dump());
  return { storage, content, cleanUp: async () => undefined };
}

async function onPglite(): Promise<Place> {
  const databases = await pgliteDatabases();
  const sql = await openDatabase(await databases.create());
  const content = async (): Promise<string> => {
    const rows = await sql.query('select row::text from nearhand_rows', []);
    const receipts = await sql.query('select receipt::text from nearhand_receipts', []);
    return JSON.stringify([rows, receipts]);
  };
  return { storage: await SqlStorage.open(sql), content, cleanUp: () => databases.stop() };
}

for (const [name, open] of [
  ['memory', inMemory],
  ['PGlite', onPglite],
] as const)
  describe(`a server on ${name} that has deleted something`, () => {
    let server: Running;
    let place: Place;
    let bench: BackendBench;
    let lena: BackendPort;
    before(async () => {
      place = await open();
      server = await running({ storage: place.storage });
      const { url, clock, advance } = server;
      bench = restBench({ baseUrl: url, clock, advance });
      lena = await bench.agent('lena');
      await lena.apply(create(), never);
    });
    after(async () => {
      await bench.close();
      await server.close();
      await place.cleanUp();
    });

    async function upload(id: string): Promise<string> {
      const ref = await lena.upload(new Blob([PNG]), { id, sessionId: 's1', signal: never });
      const author = { id: 'x', name: 'X', role: 'agent' } as const;
      const createdAt = new Date(server.clock()).toISOString();
      const item = {
        id,
        sessionId: 's1',
        kind: 'image',
        name: 'p.png',
        type: 'image/png',
        size: 11,
      } as const;
      const media = { ...item, author, createdAt, ref };
      await lena.apply(mutation('media.create', { media }), never);
      return lena.url(ref, never);
    }

    it('serves its bytes to nobody, by an address of before either', async () => {
      const address = await upload('p1');
      assert.equal((await bench.load(address)).status, 200);
      await lena.apply(mutation('media.delete', { rowId: 'p1' }), never);
      assert.equal((await bench.load(address)).status, 404);
    });

    it('serves the bytes of a deleted session to nobody', async () => {
      const address = await upload('p2');
      await (await bench.admin('eva')).apply(mutation('session.delete', {}), never);
      assert.equal((await bench.load(address)).status, 404);
      await lena.apply(create('demo:ticket:1', 's2'), never);
    });

    it('answers the write again without it, and keeps its text in no receipt', async () => {
      const first = say('a secret', 'm2', 's2');
      await lena.apply(first, never);
      await lena.apply(mutation('message.delete', { rowId: 'm2', sessionId: 's2' }), never);
      const applied = { status: 'applied', mutationId: first.id, changes: [] };
      assert.deepEqual(await lena.apply(first, never), applied);
      const content = await place.content();
      assert.match(content, /Pump P-07 leaks/, 'what is there');
      assert.doesNotMatch(content, /a secret/);
    });

    it('gives a receipt again with its rows as they now are', async () => {
      const rename = mutation('session.rename', { title: 'One', sessionId: 's2' });
      await lena.apply(rename, never);
      await lena.apply(mutation('session.rename', { title: 'Two', sessionId: 's2' }), never);
      const { changes } = await lena.apply(rename, never);
      assert.deepEqual(
        changes.map((change) => change.collection === 'sessions' && 'row' in change && change.row.title),
        ['Two'],
      );
    });
  });
