import type { BackendPort, ListQuery } from '../../src/ports/backend-port.js';
import { equal } from '../support/check.js';
import { entered, invited, mutation, never, benched } from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

type Asked = Omit<ListQuery<'sessions'>, 'collection' | 'limit'>;

/** A session of its own ticket, by its title. */
const titled = (sessionId: string, title: string, context = `demo:ticket:${sessionId}`) =>
  mutation('session.create', { sessionId, title, context });

const found = async (backend: BackendPort, asked: Asked): Promise<string[]> =>
  (await backend.list({ collection: 'sessions', limit: 10, ...asked }, never)).rows.map(({ id }) => id);

/** Which sessions a list shows. What each word finds is in the domain's own test; this is that every backend asks it. */
export function searchContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract);

  describe('search', () => {
    test('finds by the beginnings of words, newest first, and by all of them', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(titled('a', 'Pump P-07 leaks'), never);
      await lena.apply(titled('b', 'Fan is loud'), never);
      await lena.apply(titled('c', 'Pumping station'), never);
      equal(await found(lena, { text: 'pump' }), ['c', 'a']);
      equal(await found(lena, { text: 'LEA pum' }), ['a']);
      equal(await found(lena, { text: 'ump' }), []);
    });

    test('finds by the ticket, and by who is in it, with accents or without', async ({ agent }) => {
      const [lena, zoe] = [await agent('lena'), await agent('zoe')];
      await lena.apply(titled('a', 'Pump', 'zendesk:ticket:4711'), never);
      await zoe.apply(titled('b', 'Fan'), never);
      equal(await found(lena, { text: '471' }), ['a']);
      equal(await found(lena, { text: 'ZOÉ' }), ['b']);
    });

    test('finds by a word as it is after it was renamed', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(titled('a', 'Pump'), never);
      await lena.apply(mutation('session.rename', { sessionId: 'a', title: 'Ölpumpe' }), never);
      equal(await found(lena, { text: 'olp' }), ['a']);
      equal(await found(lena, { text: 'pump' }), []);
    });

    test('finds whose it is: who began it and who takes part, nobody whose id begins so', async ({
      agent,
      guest,
    }) => {
      const [lena, ann, anna] = [await agent('lena'), await agent('ann'), await agent('anna')];
      await lena.apply(titled('s1', 'Pump'), never);
      await ann.apply(titled('b', 'Pump'), never);
      await anna.apply(titled('c', 'Pump'), never);
      const { self } = await entered(await guest(), await invited(lena));
      equal(await found(lena, { person: 'ann' }), ['b']);
      equal(await found(lena, { person: self.id, text: 'pump' }), ['s1']);
    });

    test('narrows by all that is asked, page by page', async ({ agent }) => {
      const lena = await agent('lena');
      for (const id of ['a', 'b', 'c', 'd']) await lena.apply(titled(id, 'Pump'), never);
      await lena.apply(mutation('session.end', { sessionId: 'b', reason: 'agentEnded' }), never);
      await lena.apply(titled('e', 'Fan'), never);
      const open = { collection: 'sessions', status: 'open', text: 'pump', person: 'lena' } as const;
      const first = await lena.list({ ...open, limit: 2 }, never);
      equal(
        first.rows.map(({ id }) => id),
        ['d', 'c'],
      );
      const { cursor = '' } = first;
      const rest = await lena.list({ ...open, limit: 2, cursor }, never);
      equal([rest.rows.map(({ id }) => id), rest.cursor], [['a'], undefined]);
      equal(await found(lena, { ...open, context: 'demo:ticket:c' }), ['c']);
    });

    test('finds signs and quotes to be no words, and asks nothing by them', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(titled('a', 'Pump'), never);
      for (const text of ["'", '":*&|!', '\\', '  ']) equal(await found(lena, { text }), ['a']);
      equal(await found(lena, { text: "pump' & !x" }), []);
    });

    test('finds nothing of another tenant', async ({ agent }) => {
      await (await agent('lena', 'theirs')).apply(titled('a', 'Pump'), never);
      equal(await found(await agent('lena', 'ours'), { text: 'pump' }), []);
    });

    test('tells no guest by it which ticket theirs is, or who is in it', async ({ agent, guest }) => {
      const lena = await agent('lena');
      await lena.apply(titled('s1', 'Pump', 'zendesk:ticket:4711'), never);
      const tomas = await guest();
      await entered(tomas, await invited(lena));
      equal(await found(tomas, {}), ['s1']);
      equal(await found(tomas, { text: 'zendesk' }), []);
      equal(await found(tomas, { person: 'omar' }), []);
    });
  });
}
