import { rowsIn } from '../../src/domain/change.js';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import { LiveClaims, LiveGrant } from '../../src/domain/live-grant.js';
import type { Mutation } from '../../src/domain/mutation.js';
import type { SessionEvent } from '../../src/domain/events/schema.js';
import type { Person } from '../../src/domain/session.js';
import { equal, ok, refuses } from '../support/check.js';
import {
  AT,
  create,
  entered,
  invited,
  mutation,
  never,
  newKey,
  note,
  said,
  say,
  tokenIn,
  benched,
  withSession,
} from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

const MINUTE = 60_000;
const WAITING_ROOM = ['Pump P-07 leaks', 'nearhand:session:s1', ['Tomas']] as const;

export function guestsContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract, withSession);

  describe('entering', () => {
    test('puts a guest into the waiting room, and the log says so', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const grant = await entered(await guest(), await invited(lena));
      equal(
        grant.session.people.map(({ name, role, presence }) => [name, role, presence]),
        [['Tomas', 'participant', 'waiting']],
      );
      const { rows } = await lena.list({ collection: 'events', limit: 1 }, never);
      equal([rows[0]?.kind, rows[0]?.person?.id], ['waiting', grant.self.id]);
    });

    test('gives an agent their place at once, and one line in the log', async ({ agent }) => {
      const lena = await agent('lena');
      const key = await newKey();
      const grant = await lena.enter({ kind: 'agent', sessionId: 's1', key }, never);
      await lena.enter({ kind: 'agent', sessionId: 's1', key }, never);
      equal(
        grant.session.people.map(({ id, presence }) => [id, presence]),
        [['lena', 'admitted']],
      );
      const { rows } = await lena.list({ collection: 'events', limit: 10 }, never);
      equal(
        rows.map(({ kind }) => kind),
        ['admitted', 'created'],
      );
    });

    test('takes a guest’s name without what turns text around, and none that cannot be seen', async ({
      agent,
      guest,
    }) => {
      const lena = await agent('lena');
      const enter = async (name: string) => {
        const token = await invited(lena);
        return (await guest()).enter(
          { kind: 'guest', token, name, consent: true, key: await newKey() },
          never,
        );
      };
      equal((await enter('\u202ETomas\n ')).self.name, 'Tomas');
      await refuses(enter('\u3164\u200b'), 'backend/invalid-request');
    });

    test('gives a token that every peer can check, bound to the key', async ({ agent, guest }) => {
      const key = await newKey();
      const token = await invited(await agent('lena'));
      const grant = await (
        await guest()
      ).enter({ kind: 'guest', token, name: 'Tomas', consent: true, key }, never);
      const [jwk = {}] = v.parse(LiveGrant, grant).keys;
      const { payload } = await compactVerify(grant.token, await importJWK(jwk, 'ES256'));
      const claims = v.parse(LiveClaims, JSON.parse(new TextDecoder().decode(payload)));
      equal(
        [claims.sid, claims.sub, claims.name, claims.role],
        ['s1', grant.self.id, 'Tomas', 'participant'],
      );
      const { kty = '', crv = '', x = '', y = '' } = key;
      equal(claims.cnf.jkt, await calculateJwkThumbprint({ kty, crv, x, y }));
      equal(claims.exp, Math.floor(Date.parse(grant.expiresAt) / 1000));
    });

    test('is not for a session that is over or was never there', async ({ agent }) => {
      const lena = await agent('lena');
      const key = await newKey();
      await refuses(lena.enter({ kind: 'agent', sessionId: 'nowhere', key }, never), 'backend/not-found');
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      await refuses(lena.enter({ kind: 'agent', sessionId: 's1', key }, never), 'session/ended');
    });
  });

  describe('a guest', () => {
    test('sees their own session, and the chat once let in, and nothing else', async ({ agent, guest }) => {
      const lena = await agent('lena');
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(note('secret'), never);
      await lena.apply(say('hello'), never);
      await lena.apply(say('elsewhere', 'e', 's2'), never);
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      const seen = async () => {
        const lists = [];
        for (const collection of ['sessions', 'messages', 'notes', 'events', 'media', 'invitations'] as const)
          lists.push((await tomas.list({ collection, limit: 10 }, never)).rows.length);
        return lists;
      };
      equal(await seen(), [1, 0, 0, 0, 0, 0], 'waiting');
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      equal(await seen(), [1, 1, 0, 0, 0, 0], 'admitted');
    });

    test('hears only of their own session by changes', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const { cursor } = await tomas.changes(undefined, never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(say('elsewhere', 'e', 's2'), never);
      await lena.apply(note('secret'), never);
      await lena.apply(say('hello'), never);
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      const { changes } = await tomas.changes(cursor, never);
      equal(
        changes.map(({ collection }) => collection),
        ['messages', 'sessions'],
      );
    });

    test('may write to the chat once let in, and leave, and nothing else', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      const status = async (one: Parameters<typeof tomas.apply>[0]) => (await tomas.apply(one, never)).status;
      equal(await status(say('let me in')), 'refused', 'while waiting');
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      equal(await status(say('hello')), 'applied');
      equal(await status(note('mine')), 'refused');
      equal(await status(mutation('session.end', { reason: 'guestLeft' })), 'refused');
      equal(await status(mutation('session.leave', { personId: 'lena' })), 'refused');
      equal(await status(create('demo:ticket:9', 's9')), 'refused');
      equal(await status(mutation('session.leave', { personId: self.id })), 'applied');
      const { rows } = await lena.list({ collection: 'messages', limit: 10 }, never);
      equal(
        rows.map(({ author, text }) => [author.id, text]),
        [[self.id, 'hello']],
      );
    });

    test('is not let in by leaving the waiting room', async ({ agent, guest }) => {
      const lena = await agent('lena');
      await lena.apply(say('for those who are in'), never);
      const tomas = await guest();
      const { self, access } = await entered(tomas, await invited(lena));
      const leave = async () => tomas.apply(mutation('session.leave', { personId: self.id }), never);
      equal([(await leave()).status, (await leave()).status], ['applied', 'refused']);
      equal((await tomas.apply(say('let me in'), never)).status, 'refused');
      await refuses(tomas.list({ collection: 'messages', limit: 9 }, never), 'live/refused');
      await refuses(tomas.changes(undefined, never), 'live/refused');
      await tomas.enter({ kind: 'renewal', access, key: await newKey() }, never);
      equal((await tomas.list({ collection: 'messages', limit: 9 }, never)).rows, []);
      equal((await lena.list({ collection: 'messages', limit: 9 }, never)).rows.length, 1);
    });

    test('is shown in the waiting room what the page shows there: no ticket, nobody else', async ({
      agent,
      guest,
    }) => {
      const lena = await agent('lena');
      await lena.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
      const eva = await entered(await guest(), await invited(lena), 'Eva');
      await lena.apply(mutation('session.admit', { personId: eva.self.id }), never);
      const maria = await entered(await guest(), await invited(lena), 'Maria');
      await lena.apply(mutation('session.refuse', { personId: maria.self.id }), never);
      const tomas = await guest();
      const { cursor } = await lena.changes(undefined, never);
      const { self, session } = await entered(tomas, await invited(lena));
      const seen = async () => {
        const { rows } = await tomas.list({ collection: 'sessions', limit: 9 }, never);
        const { changes } = await tomas.changes(cursor, never);
        const told = rowsIn(changes).flatMap((change) =>
          change.collection === 'sessions' ? change.row : [],
        );
        return [...rows, ...told];
      };
      for (const row of [session, ...(await seen())])
        equal([row.title, row.context, row.people.map(({ name }) => name)], WAITING_ROOM);
      const asked = await tomas.list({ collection: 'sessions', context: 'demo:ticket:1', limit: 9 }, never);
      equal(asked.rows, [], 'nor found by the ticket');
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      for (const row of await seen())
        equal([row.context, row.people.map(({ name }) => name)], [WAITING_ROOM[1], ['Lena', 'Eva', 'Tomas']]);
    });

    test('says after the end only what was said before it, for minutes', async ({
      agent,
      guest,
      advance,
      clock,
    }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const before = new Date(clock()).toISOString();
      advance(MINUTE);
      const late = (): Parameters<typeof tomas.apply>[0] => said('on its way', before);
      await lena.apply(
        mutation('session.end', { reason: 'agentEnded', at: new Date(clock()).toISOString() }),
        never,
      );
      advance(MINUTE);
      equal((await tomas.apply(late(), never)).status, 'applied');
      const now = await tomas.apply(said('and another thing', new Date(clock()).toISOString()), never);
      equal(now.status === 'refused' && now.code, 'backend/forbidden');
      advance(15 * MINUTE);
      equal((await tomas.apply(late(), never)).status, 'refused');
      await refuses(tomas.list({ collection: 'messages', limit: 9 }, never), 'session/ended');
    });

    test('has nothing left once the invitation is taken back', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self, access } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
      await lena.revoke(rows[0]?.id ?? '', never);
      await refuses(tomas.list({ collection: 'messages', limit: 9 }, never), 'link/revoked');
      await refuses(tomas.apply(say('still here'), never), 'link/revoked');
      await refuses(tomas.enter({ kind: 'renewal', access, key: await newKey() }, never), 'link/revoked');
      const again = await lena.apply(mutation('session.admit', { personId: self.id }), never);
      equal(again.status === 'refused' && again.code, 'link/revoked');
      const [row] = (await lena.list({ collection: 'sessions', limit: 1 }, never)).rows;
      equal(
        row?.people.map(({ presence }) => presence),
        ['refused'],
      );
      const [line] = (await lena.list({ collection: 'events', limit: 1 }, never)).rows;
      equal([line?.kind, line?.person?.id, line?.by?.id], ['refused', self.id, 'lena']);
    });

    test('is quoted by an agent only as that: the row says who wrote it down', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const forged = (by: { by?: Person }): Mutation => {
        const write = say('I agree to the repair');
        return write.type === 'message.create'
          ? { ...write, message: { ...write.message, author: self, ...by } }
          : write;
      };
      await lena.apply(forged({}), never);
      await lena.apply(forged({ by: self }), never);
      await tomas.apply(forged({ by: { id: 'lena', name: 'Lena', role: 'agent' } }), never);
      const { rows } = await tomas.list({ collection: 'messages', limit: 9 }, never);
      equal(
        rows.map(({ author, by }) => [author.id, by?.id]),
        [
          [self.id, undefined],
          [self.id, 'lena'],
          [self.id, 'lena'],
        ],
      );
    });

    test('is told of in the log by the backend alone', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const { self } = await entered(await guest(), await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      const line = { sessionId: 's1', at: AT, person: self, by: self } as const;
      const append = async (kind: SessionEvent['kind']) =>
        lena.apply(mutation('event.append', { event: { ...line, id: kind, kind } }), never);
      for (const kind of ['created', 'waiting', 'admitted', 'refused', 'left', 'ended'] as const) {
        const receipt = await append(kind);
        equal(receipt.status === 'refused' && receipt.code, 'backend/forbidden', kind);
      }
      for (const kind of ['snapshot', 'marked', 'markLost', 'markFound'] as const)
        equal((await append(kind)).status, 'applied', kind);
      await lena.apply(mutation('session.leave', { personId: self.id }), never);
      const { rows } = await lena.list({ collection: 'events', limit: 6 }, never);
      equal(
        rows.map(({ kind, person, by }) => [kind, person?.id, by?.id]),
        [
          ['left', self.id, 'lena'],
          ['markFound', 'lena', undefined],
          ['markLost', 'lena', undefined],
          ['marked', 'lena', undefined],
          ['snapshot', 'lena', undefined],
          ['admitted', self.id, 'lena'],
        ],
      );
    });

    test('may neither invite, upload, nor load files', async ({ agent, guest }) => {
      const tomas = await guest();
      await entered(tomas, await invited(await agent('lena')));
      await refuses(
        tomas.invite({ sessionId: 's1', channel: 'link', role: 'participant' }, never),
        'backend/forbidden',
      );
      await refuses(tomas.revoke('i', never), 'backend/forbidden');
      await refuses(tomas.url('u', never), 'backend/forbidden');
      await refuses(
        tomas.upload(new Blob(['%PDF-']), { id: 'u', sessionId: 's1', signal: never }),
        'backend/forbidden',
      );
    });

    test('has no access left once refused', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const tomas = await guest();
      const { self } = await entered(tomas, await invited(lena));
      await lena.apply(mutation('session.refuse', { personId: self.id }), never);
      await refuses(tomas.list({ collection: 'sessions', limit: 1 }, never), 'live/refused');
    });

    test('has a person of their own, also on the link of another', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const token = await invited(lena);
      const first = await entered(await guest(), token);
      const second = await entered(await guest(), token, 'Eva');
      ok(first.self.id !== second.self.id, 'two people');
      const [row] = (await lena.list({ collection: 'sessions', limit: 1 }, never)).rows;
      equal(row?.people.length, 2);
    });
  });

  describe('a renewal', () => {
    test('keeps the person and their place', async ({ agent, guest, advance }) => {
      const lena = await agent('lena');
      const { self, access } = await entered(await guest(), await invited(lena));
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      advance(30 * MINUTE);
      const again = await (await guest()).enter({ kind: 'renewal', access, key: await newKey() }, never);
      equal(again.self, self);
      equal(
        again.session.people.map(({ presence }) => presence),
        ['admitted'],
      );
    });

    test('brings whoever left back into the waiting room', async ({ agent, guest }) => {
      const tomas = await guest();
      const { self, access } = await entered(tomas, await invited(await agent('lena')));
      await tomas.apply(mutation('session.leave', { personId: self.id }), never);
      const again = await tomas.enter({ kind: 'renewal', access, key: await newKey() }, never);
      equal(
        again.session.people.map(({ presence }) => presence),
        ['waiting'],
      );
    });

    test('is good for a day after the grant, no longer', async ({ agent, guest, advance }) => {
      const { access } = await entered(await guest(), await invited(await agent('lena')));
      advance(24 * 60 * MINUTE);
      const renewed = await (await guest()).enter({ kind: 'renewal', access, key: await newKey() }, never);
      ok(renewed.access.length > 0, 'renewed');
      advance(11 * MINUTE);
      await refuses(
        (await guest()).enter({ kind: 'renewal', access, key: await newKey() }, never),
        'link/expired',
      );
    });

    test('ends with the link, but for the time that the vendor allows', async ({ agent, guest, advance }) => {
      const lena = await agent('lena');
      const draft = { sessionId: 's1', channel: 'link', role: 'participant', lifetime: 3600 } as const;
      const tomas = await guest();
      const first = await entered(tomas, tokenIn((await lena.invite(draft, never)).link));
      await lena.apply(mutation('session.admit', { personId: first.self.id }), never);
      const renew = async ({ access }: LiveGrant) =>
        tomas.enter({ kind: 'renewal', access, key: await newKey() }, never);
      advance(115 * MINUTE);
      const second = await renew(first);
      equal(Date.parse(second.expiresAt) - Date.parse(first.expiresAt), 110 * MINUTE);
      advance(6 * MINUTE);
      await refuses(renew(second), 'link/expired');
      await refuses(tomas.list({ collection: 'messages', limit: 9 }, never), 'link/expired');
    });

    test('is an agent’s only with the word of the vendor', async ({ agent, guest }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      const key = await newKey();
      const { access } = await lena.enter({ kind: 'agent', sessionId: 's1', key }, never);
      await refuses((await guest()).enter({ kind: 'renewal', access, key }, never), 'backend/unauthorized');
      await refuses(omar.enter({ kind: 'renewal', access, key }, never), 'backend/unauthorized');
      equal((await lena.enter({ kind: 'renewal', access, key }, never)).self.id, 'lena');
    });

    test('is refused to whoever was refused, revoked, or too late', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const renew = async (access: string) =>
        (await guest()).enter({ kind: 'renewal', access, key: await newKey() }, never);
      const refusedOne = await entered(await guest(), await invited(lena));
      await lena.apply(mutation('session.refuse', { personId: refusedOne.self.id }), never);
      await refuses(renew(refusedOne.access), 'live/refused');
      const revokedOne = await entered(await guest(), await invited(lena));
      const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
      await lena.revoke(rows[0]?.id ?? '', never);
      await refuses(renew(revokedOne.access), 'link/revoked');
      const lateOne = await entered(await guest(), await invited(lena));
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      await refuses(renew(lateOne.access), 'session/ended');
    });

    test('is not to be had by the token that peers see', async ({ agent, guest }) => {
      const { token } = await entered(await guest(), await invited(await agent('lena')));
      await refuses(
        (await guest()).enter({ kind: 'renewal', access: token, key: await newKey() }, never),
        'live/refused',
      );
    });
  });
}
