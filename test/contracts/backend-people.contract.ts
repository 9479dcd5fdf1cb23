import { equal } from '../support/check.js';
import { create, entered, invited, mutation, never } from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

/** Who there is to be invited. What a vendor's own server writes there is no matter of a page, and so not of this port. */
export function peopleContract({ describe, it, create: bench }: BackendContract): void {
  describe('people', () => {
    it('are those who have signed in, for agents, by list and by changes', async () => {
      const { agent, close } = await bench();
      const lena = await agent('lena');
      const { cursor } = await lena.changes(undefined, never);
      const omar = await agent('omar');
      await omar.changes(undefined, never);
      await omar.changes(undefined, never);
      const { rows } = await lena.list({ collection: 'people', limit: 9 }, never);
      equal(rows, [
        { id: 'omar', name: 'Omar', role: 'agent' },
        { id: 'lena', name: 'Lena', role: 'agent' },
      ]);
      const { changes } = await lena.changes(cursor, never);
      equal(changes, [{ collection: 'people', row: { id: 'omar', name: 'Omar', role: 'agent' } }]);
      await close();
    });

    it('belong to no session', async () => {
      const { agent, close } = await bench();
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const query = { collection: 'people', sessionId: 's1', limit: 9 } as const;
      equal((await lena.list(query, never)).rows, []);
      await close();
    });

    it('are those of one’s own tenant', async () => {
      const { agent, close } = await bench();
      await (await agent('lena', 'ours')).changes(undefined, never);
      const { rows } = await (await agent('omar', 'theirs')).list({ collection: 'people', limit: 9 }, never);
      equal(
        rows.map(({ id }) => id),
        ['omar'],
      );
      await close();
    });

    it('are nothing that guests see or hear of, also once let in', async () => {
      const { agent, guest, close } = await bench();
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const { cursor } = await tomas.changes(undefined, never);
      await (await agent('omar')).changes(undefined, never);
      equal((await tomas.list({ collection: 'people', limit: 9 }, never)).rows, []);
      equal((await tomas.changes(cursor, never)).changes, []);
      await close();
    });
  });
}
