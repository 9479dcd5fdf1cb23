import { equal, ok, refuses } from '../support/check.js';
import { entered, invited, mutation, never, tokenIn, benched, withSession } from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

const HOUR = 3600_000;

export function linksContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract, withSession);

  describe('guest links', () => {
    test('say whom the session is with before anything is agreed to', async ({ agent, guest }) => {
      const preview = await (await guest()).preview(await invited(await agent('lena')), never);
      equal(
        [preview.sessionId, preview.title, preview.hostName, preview.role],
        ['s1', 'Pump P-07 leaks', 'Lena', 'participant'],
      );
    });

    test('are one for each role, given again when asked again', async ({ agent }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      const draft = { sessionId: 's1', channel: 'link', role: 'participant' } as const;
      const first = await lena.invite(draft, never);
      const again = await omar.invite(draft, never);
      const observer = await lena.invite({ ...draft, role: 'observer' }, never);
      equal(again.invitation, first.invitation);
      ok(observer.invitation.id !== first.invitation.id, 'another role, another invitation');
    });

    test('carry their secret in the fragment', async ({ agent }) => {
      const { link } = await (
        await agent('lena')
      ).invite({ sessionId: 's1', channel: 'link', role: 'observer' }, never);
      ok(!link.slice(0, link.indexOf('#')).includes(tokenIn(link)), 'nothing of it before the #');
      ok(tokenIn(link).length >= 22, 'at least 128 bits');
    });

    test('expire', async ({ agent, guest, advance }) => {
      const lena = await agent('lena');
      const draft = { sessionId: 's1', channel: 'link', role: 'participant', lifetime: 3600 } as const;
      const old = await lena.invite(draft, never);
      advance(2 * HOUR);
      await refuses((await guest()).preview(tokenIn(old.link), never), 'link/expired');
      await refuses(entered(await guest(), tokenIn(old.link)), 'link/expired');
      const fresh = await lena.invite(draft, never);
      ok(fresh.invitation.id !== old.invitation.id, 'a new one is made');
      equal((await (await guest()).preview(tokenIn(fresh.link), never)).sessionId, 's1');
    });

    test('live a day at most', async ({ agent, guest, advance }) => {
      const token = await invited(await agent('lena'));
      advance(23 * HOUR);
      await (await guest()).preview(token, never);
      advance(2 * HOUR);
      await refuses((await guest()).preview(token, never), 'link/expired');
    });

    test('refuse when anything in them was changed', async ({ agent, guest }) => {
      const token = await invited(await agent('lena'));
      const at = Math.floor(token.length / 2);
      const tampered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      for (const bad of [tampered, `${token}x`, token.slice(1), 'x', 'a.b.c']) {
        await refuses((await guest()).preview(bad, never), 'link/invalid');
        await refuses(entered(await guest(), bad), 'link/invalid');
      }
    });

    test('refuse once revoked, and a new one can be made', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const token = await invited(lena);
      const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
      await lena.revoke(rows[0]?.id ?? '', never);
      await refuses((await guest()).preview(token, never), 'link/revoked');
      await refuses(entered(await guest(), token), 'link/revoked');
      equal((await (await guest()).preview(await invited(lena), never)).sessionId, 's1');
    });

    test('refuse after the end of the session', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const token = await invited(lena);
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      await refuses((await guest()).preview(token, never), 'session/ended');
      await refuses(entered(await guest(), token), 'session/ended');
      await refuses(
        lena.invite({ sessionId: 's1', channel: 'link', role: 'participant' }, never),
        'session/ended',
      );
    });

    test('tell how far the invitation came, and never go back', async ({ agent, guest }) => {
      const lena = await agent('lena');
      const status = async () => {
        const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
        return [rows[0]?.status, rows[0]?.guestName];
      };
      const token = await invited(lena);
      equal(await status(), ['created', undefined]);
      await (await guest()).preview(token, never);
      equal(await status(), ['opened', undefined]);
      const { self } = await entered(await guest(), token);
      equal(await status(), ['waiting', 'Tomas']);
      await lena.apply(mutation('session.admit', { personId: self.id }), never);
      equal(await status(), ['joined', 'Tomas']);
      await (await guest()).preview(token, never);
      equal(await status(), ['joined', 'Tomas']);
    });
  });
}
