import type { AnyChange } from '../../src/domain/change.js';
import type { Mutation } from '../../src/domain/mutation.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { equal, ok, refuses } from '../support/check.js';
import {
  create,
  entered,
  invited,
  mutation,
  never,
  note,
  say,
  benched,
  withSession,
} from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

/** What is gone: for whom, what is told of it, and that nothing brings it back. */
export function deletionContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract, withSession);

  describe('deletion', () => {
    test('of a message by its author is told by the receipt and by changes, and no list has it', async ({
      agent,
    }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      await lena.apply(say('a', 'a'), never);
      await lena.apply(say('b', 'b'), never);
      const { cursor } = await omar.changes(undefined, never);
      const receipt = await lena.apply(mutation('message.delete', { rowId: 'a' }), never);
      equal([receipt.status, named(receipt.changes)], ['applied', [['messages', 'a', 's1']]]);
      equal(named((await omar.changes(cursor, never)).changes), [['messages', 'a', 's1']]);
      equal(await ids(omar, 'messages'), ['b']);
      equal(JSON.stringify((await omar.changes(cursor, never)).changes).includes('text'), false);
    });

    test('is told to whoever follows from before it was written, once and without its text', async ({
      agent,
    }) => {
      const lena = await agent('lena');
      const { cursor } = await lena.changes(undefined, never);
      await lena.apply(say('secret', 'a'), never);
      await lena.apply(mutation('message.delete', { rowId: 'a' }), never);
      const { changes } = await lena.changes(cursor, never);
      equal(named(changes), [['messages', 'a', 's1']]);
      equal(JSON.stringify(changes).includes('secret'), false);
    });

    test('lets nothing come back under its id, from whatever device and in whatever session', async ({
      agent,
    }) => {
      const lena = await agent('lena');
      const first = say('a', 'a');
      await lena.apply(first, never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(mutation('message.delete', { rowId: 'a' }), never);
      for (const again of [say('a', 'a'), say('other', 'a'), say('a', 'a', 's2')])
        await isRefused(lena, again, 'backend/not-found');
      await isRefused(lena, mutation('message.delete', { rowId: 'a' }), 'backend/not-found');
      equal((await lena.apply(first, never)).changes, [], 'nor by the receipt of its first write');
      equal(await ids(lena, 'messages'), []);
    });

    test('of messages and notes is for their authors and for admins, also after the end', async ({
      agent,
      admin,
    }) => {
      const [lena, omar, eva] = [await agent('lena'), await agent('omar'), await admin('eva')];
      const [one, two] = [note('one'), note('two')];
      for (const write of [one, two, say('a', 'a')]) await lena.apply(write, never);
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      await isRefused(omar, mutation('note.delete', { rowId: noteIn(one) }), 'backend/forbidden');
      await isRefused(omar, mutation('message.delete', { rowId: 'a' }), 'backend/forbidden');
      for (const [who, write] of [
        [lena, mutation('note.delete', { rowId: noteIn(one) })],
        [eva, mutation('note.delete', { rowId: noteIn(two) })],
        [eva, mutation('message.delete', { rowId: 'a' })],
      ] as const)
        equal((await who.apply(write, never)).status, 'applied');
      equal([await ids(omar, 'notes'), await ids(omar, 'messages')], [[], []]);
    });

    test('names a row of its own session, and one that there is', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(say('a', 'a'), never);
      const elsewhere = mutation('message.delete', { rowId: 'a', sessionId: 's2' });
      await isRefused(lena, elsewhere, 'backend/not-found');
      await isRefused(lena, mutation('note.delete', { rowId: 'a' }), 'backend/not-found');
      await isRefused(lena, mutation('message.delete', { rowId: 'none' }), 'backend/not-found');
      equal(await ids(lena, 'messages'), ['a']);
    });

    test('is for a guest of what they said themselves, and of nothing else', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const theirs = note('for agents');
      for (const write of [say('hers', 'hers'), theirs]) await lena.apply(write, never);
      await tomas.apply(say('his', 'his'), never);
      const { cursor } = await tomas.changes(undefined, never);
      await isRefused(tomas, mutation('message.delete', { rowId: 'hers' }), 'backend/forbidden');
      await isRefused(tomas, mutation('note.delete', { rowId: noteIn(theirs) }), 'backend/forbidden');
      await isRefused(tomas, mutation('session.delete', {}), 'backend/forbidden');
      equal((await tomas.apply(mutation('message.delete', { rowId: 'his' }), never)).status, 'applied');
      await lena.apply(mutation('note.delete', { rowId: noteIn(theirs) }), never);
      equal(named((await tomas.changes(cursor, never)).changes), [['messages', 'his', 's1']]);
    });

    test('of a file by any agent takes its bytes, which come back no more', async ({ agent, load }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      const ref = await uploaded(lena);
      const url = await lena.url(ref, never);
      equal((await load(url)).status, 200);
      equal((await omar.apply(mutation('media.delete', { rowId: 'p1' }), never)).status, 'applied');
      await refuses(omar.url(ref, never), 'backend/not-found');
      await refuses(uploaded(lena), 'backend/not-found');
      equal(await ids(omar, 'media'), []);
    });

    test('of a session is for admins alone, and takes all that belongs to it', async ({ agent, admin }) => {
      const [lena, eva] = [await agent('lena'), await admin('eva')];
      const token = await invited(lena);
      const ref = await uploaded(lena);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      for (const write of [say('a', 'a'), note('n'), say('stays', 'b', 's2')]) await lena.apply(write, never);
      await eva.changes(undefined, never);
      const { cursor } = await lena.changes(undefined, never);
      await isRefused(lena, mutation('session.delete', {}), 'backend/forbidden');
      const receipt = await eva.apply(mutation('session.delete', {}), never);
      equal([receipt.status, named(receipt.changes)], ['applied', [['sessions', 's1', undefined]]]);
      equal(named((await lena.changes(cursor, never)).changes), [['sessions', 's1', undefined]]);
      for (const collection of ['messages', 'notes', 'media', 'events', 'invitations'] as const)
        equal(await ids(lena, collection, 's1'), [], collection);
      equal([await ids(lena, 'sessions'), await ids(lena, 'messages', 's2')], [['s2'], ['b']]);
      await refuses(lena.url(ref, never), 'backend/not-found');
      await refuses(lena.preview(token, never), 'link/invalid');
    });

    test('of a session leaves nothing to be written to, and its ticket free for another', async ({
      agent,
      admin,
    }) => {
      const [lena, eva] = [await agent('lena'), await admin('eva')];
      await eva.apply(mutation('session.delete', {}), never);
      for (const late of [say('late'), note('late'), mutation('session.rename', { title: 'Late' }), create()])
        await isRefused(lena, late, 'backend/not-found');
      equal((await lena.apply(create('demo:ticket:1', 's2'), never)).status, 'applied');
    });

    test('of a session ends what guests had in it', async ({ agent, admin, guest }) => {
      const [lena, eva, tomas] = [await agent('lena'), await admin('eva'), await guest()];
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      await eva.apply(mutation('session.delete', {}), never);
      await refuses(tomas.list({ collection: 'sessions', limit: 9 }, never), 'live/refused');
    });
  });
}

const named = (changes: readonly AnyChange[]) =>
  changes.map(
    (change) => 'deleted' in change && [change.collection, change.deleted.id, change.deleted.sessionId],
  );

const noteIn = (write: Mutation): string => (write.type === 'note.create' ? write.note.id : '');

async function ids(
  backend: BackendPort,
  collection: 'sessions' | 'messages' | 'notes' | 'media' | 'events' | 'invitations',
  sessionId?: string,
): Promise<string[]> {
  const of = sessionId === undefined ? {} : { sessionId };
  return (await backend.list({ collection, limit: 50, ...of }, never)).rows.map(({ id }) => id);
}

async function isRefused(backend: BackendPort, write: Mutation, code: string): Promise<void> {
  const receipt = await backend.apply(write, never);
  ok(receipt.status === 'refused', `${write.type} is refused`);
  equal(receipt.code, code, write.type);
}

/** A picture with the id `p1`, and its item. */
async function uploaded(agent: BackendPort): Promise<string> {
  const ref = await agent.upload(new Blob([PNG]), { id: 'p1', sessionId: 's1', signal: never });
  const author = { id: 'x', name: 'X', role: 'agent' } as const;
  const media = {
    id: 'p1',
    sessionId: 's1',
    kind: 'image',
    name: 'p.png',
    type: 'image/png',
    size: 11,
    author,
  } as const;
  const createdAt = new Date().toISOString();
  await agent.apply(mutation('media.create', { media: { ...media, createdAt, ref } }), never);
  return ref;
}
