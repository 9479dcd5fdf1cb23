import type { BackendPort, ListQuery } from '../../src/ports/backend-port.js';
import { equal, refuses } from '../support/check.js';
import { answersOf, hoursBefore, LISTED, UNSOUND, type Listed } from '../support/listed-sessions.js';
import { benched, entered, invited, mutation, never } from './backend-bench.js';
import type { BackendBench, BackendContract } from './backend-bench.js';

type Asked = Omit<ListQuery<'sessions'>, 'collection' | 'limit'>;

const list = (backend: BackendPort, asked: object, limit = 50) =>
  backend.list({ collection: 'sessions', limit, ...asked }, never);

const ids = ({ rows }: { readonly rows: readonly { readonly id: string }[] }): string[] =>
  rows.map(({ id }) => id);

const begun = ({ id, title, ago }: Omit<Listed, 'agent'>, until: number) =>
  mutation('session.create', {
    sessionId: id,
    title,
    context: `demo:ticket:${id}`,
    at: hoursBefore(until, ago),
  });

/** Makes the sessions, one of which somebody has come into, and gives their id. */
async function fill({ agent, guest, clock, advance }: BackendBench): Promise<string> {
  const until = clock();
  for (const one of LISTED) await (await agent(one.agent)).apply(begun(one, until), never);
  const lena = await agent('lena');
  const { self } = await entered(await guest(), await invited(lena));
  const endings = LISTED.filter(({ ended }) => ended !== undefined);
  for (const { id } of endings.sort((a, b) => (a.ended ?? 0) - (b.ended ?? 0))) {
    advance(300_000);
    await lena.apply(mutation('session.end', { sessionId: id, reason: 'agentEnded' }), never);
  }
  return self.id;
}

/** Ids of the pages from a cursor on, two rows each. */
async function restOf(backend: BackendPort, asked: Asked, cursor: string | undefined): Promise<string[]> {
  if (cursor === undefined) return [];
  const page = await list(backend, { ...asked, cursor }, 2);
  return [...ids(page), ...(await restOf(backend, asked, page.cursor))];
}

/** Which sessions a list shows and in which order: the same answers everywhere, the local copy's too. */
export function listsContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract);

  describe('lists', () => {
    test('are narrowed and sorted as they are asked for', async (bench) => {
      const participant = await fill(bench);
      const lena = await bench.agent('lena');
      for (const [query, expected] of answersOf((await list(lena, {})).rows, participant))
        equal(ids(await list(lena, query)), expected, JSON.stringify(query));
    });

    test('have sessions of either state where none is asked for', async (bench) => {
      await fill(bench);
      const lena = await bench.agent('lena');
      equal(ids(await list(lena, {})), ['f', 'e', 'g', 'd', 'c', 'b', 's1', 'a']);
      equal(ids(await list(lena, { sort: 'endedAt' })), ['b', 'a', 'c', 'f', 's1', 'g']);
      equal(ids(await list(lena, { agent: 'omar', sort: 'createdAt' })), ['b', 'd', 'g', 'f']);
    });

    for (const sort of ['-createdAt', 'createdAt', '-endedAt', 'endedAt'] as const)
      test(`by ${sort} go on where they were while rows come in before and behind`, async (bench) => {
        await fill(bench);
        const lena = await bench.agent('lena');
        const asked: Asked = { status: 'ended', sort };
        const before = ids(await list(lena, asked));
        const { cursor, ...first } = await list(lena, asked, 2);
        for (const ago of [60, 40, 1]) {
          const id = `later-${ago}`;
          await lena.apply(begun({ id, title: 'Pump', ago }, bench.clock()), never);
          await lena.apply(mutation('session.end', { sessionId: id, reason: 'agentEnded' }), never);
        }
        const seen = [...ids(first), ...(await restOf(lena, asked, cursor))];
        equal(
          seen.filter((id) => before.includes(id)),
          before,
        );
        equal(new Set(seen).size, seen.length, 'each once');
      });

    for (const [what, unsound] of Object.entries(UNSOUND))
      test(`refuse ${what}`, async ({ agent }) => {
        await refuses(list(await agent('lena'), unsound), 'backend/invalid-request');
      });

    test('tell no guest by it whose session theirs is', async ({ agent, guest }) => {
      const lena = await agent('lena');
      await lena.apply(begun({ id: 's1', title: 'Pump', ago: 1 }, Date.now()), never);
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      for (const asked of [{ agent: 'lena' }, { participant: self.id }, { person: 'lena' }])
        equal(ids(await list(tomas, asked)), []);
      equal(ids(await list(tomas, { sort: 'createdAt' })), ['s1']);
    });
  });
}
