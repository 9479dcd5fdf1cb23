import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import { LIMITS } from '../../src/domain/primitives.js';
import type { Presence, Session, SessionPerson } from '../../src/domain/session.js';
import { isNearhandError } from '../../src/host/errors.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, mutation, never, newKey, note } from '../contracts/backend-bench.js';
import { mintAgentToken } from '../../plugins/rest/server/node.js';
import { rest } from '../../plugins/rest/rest.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

const storage = new MemoryStorage();
let server: Running;
let tenant: string;
let lena: BackendPort;

const start = async (token?: () => Promise<string>): Promise<BackendPort> =>
  rest({ baseUrl: server.url, ...(token ? { token } : {}) }).start({
    signal: never,
    onDispose: () => undefined,
  });
const agent = (id: string): Promise<BackendPort> =>
  start(() => mintAgentToken({ secret: SECRET, tenant, id, name: id, now: server.clock() }));
const crowd = (
  count: number,
  presence: Presence,
  role: SessionPerson['role'] = 'participant',
): SessionPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `${presence}-${index}`, name: `N ${index}`, role, presence },
    since: new Date(server.clock() - 1000 + index).toISOString(),
  }));
const session = async (): Promise<Session> => {
  const [row] = (await lena.list({ collection: 'sessions', limit: 1 }, never)).rows;
  assert.ok(row);
  return row;
};
const fill = async (people: SessionPerson[]): Promise<void> => {
  const row = { ...(await session()), people };
  await storage.write(tenant, (writer) => writer.put({ collection: 'sessions', row }));
};
const join = async (who: BackendPort) =>
  who.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => isNearhandError(error) && error.code,
  );

describe('what a writer may make, every reader can read', () => {
  before(async () => {
    server = await running({ storage });
  });
  after(() => server.close());
  beforeEach(async () => {
    tenant = `acme-${crypto.randomUUID().slice(0, 8)}`;
    lena = await agent('lena');
    await lena.apply(create(), never);
  });

  it('a row that is too full already is read, entered, told of and ended', async () => {
    const { cursor } = await lena.changes(undefined, never);
    await fill([...crowd(150, 'admitted', 'agent'), ...crowd(151, 'left')]);
    assert.equal((await session()).people.length, 301);
    assert.equal((await lena.changes(cursor, never)).changes.length, 1);
    assert.equal((await join(await agent('omar'))).session.people.length, 200);
    await entered(await start(), await invited(lena));
    const receipt = await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
    assert.equal(receipt.status, 'applied');
    assert.equal((await session()).status, 'ended');
  });

  it('people who came and went make room, those first who were never let in', async () => {
    const left = crowd(100, 'left').map((one, index) =>
      index < 50 ? { ...one, admittedAt: one.since } : one,
    );
    await fill([...left, ...crowd(100, 'refused')]);
    for (let count = 0; count < 3; count += 1)
      await entered(await start(), await invited(lena), `G ${count}`);
    const { people } = await session();
    assert.equal(people.length, 200);
    assert.deepEqual(
      [...left, ...crowd(100, 'refused')].filter(({ id }) => !people.some((one) => one.id === id)).length,
      3,
    );
    assert.ok(left.slice(0, 50).every(({ id }) => people.some((one) => one.id === id)));
  });

  it('is full for guests while everybody waits or is in, and not for agents while somebody waits', async () => {
    await fill([...crowd(100, 'waiting'), ...crowd(100, 'admitted')]);
    const link = await invited(lena);
    assert.equal(await codeOf(entered(await start(), link)), 'live/full');
    assert.equal((await join(lena)).session.people.length, 200);
    assert.ok(!(await session()).people.some(({ id }) => id === 'waiting-0'), 'who waited the longest');
    server.advance(2 * 3600_000);
    assert.equal(await codeOf(entered(await start(), link)), 'done');
    await fill(crowd(200, 'admitted'));
    assert.equal(await codeOf(join(await agent('omar'))), 'live/full');
  });

  it('pages are as long as a reader takes, however long their rows', async () => {
    const { cursor } = await lena.changes(undefined, never);
    const text = '\u0001語'.repeat(LIMITS.note / 2);
    for (let count = 0; count < 40; count += 1) {
      await lena.apply(note(text), never);
      server.advance(60_000);
    }
    let found = 0;
    for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
      const query = {
        collection: 'notes',
        limit: 200,
        ...(next === undefined ? {} : { cursor: next }),
      } as const;
      const page = await lena.list(query, never);
      found += page.rows.length;
      next = page.cursor;
    }
    let told = 0;
    for (let next = cursor, more = true; more;) {
      const page = await lena.changes(next, never);
      told += page.changes.length;
      ({ cursor: next, more } = page);
    }
    assert.deepEqual([found, told], [40, 40]);
  });
});
