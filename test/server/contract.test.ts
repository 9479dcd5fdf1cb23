import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage, openStorage } from '../../plugins/rest/server/node.js';
import type { Storage } from '../../plugins/rest/server/storage.js';
import { backendContract } from '../contracts/backend.contract.js';
import { restBench } from '../support/rest-bench.js';
import { hasPostgres, startPostgres } from './postgres.js';
import type { TestPostgres } from './postgres.js';
import { running } from './running.js';
import type { Running } from './running.js';

/** The contract over real HTTP. One server for all tests of a storage; every test has tenants of its own. */
function contractOn(name: string, open: () => Promise<Storage>, cleanUp?: () => Promise<void>): void {
  describe(name, () => {
    let server: Running | undefined;
    before(async () => {
      server = await running({ storage: open() });
    });
    after(async () => {
      await server?.close();
      await cleanUp?.();
    });
    const create = async () => {
      assert.ok(server);
      const { url, clock, advance } = server;
      return restBench({ baseUrl: url, clock, advance });
    };
    backendContract({ name: `rest over HTTP on ${name}`, create, describe, it });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'nearhand-pglite-'));
let postgres: TestPostgres | undefined;

contractOn('memory', async () => new MemoryStorage());
contractOn(
  'PGlite in a folder',
  () => openStorage({ folder: join(folder, 'data') }),
  async () => rmSync(folder, { recursive: true, force: true }),
);

// Elsewhere than in CI a machine may do without; it is said, and the count of tests is smaller.
if (hasPostgres() || process.env['CI'] === 'true')
  contractOn(
    'Postgres',
    async () => {
      postgres = await startPostgres();
      return openStorage({ databaseUrl: postgres.url });
    },
    async () => postgres?.stop(),
  );
else
  console.warn('NOT TESTED on Postgres: there is none. Install the package postgresql, or set DATABASE_URL.');
