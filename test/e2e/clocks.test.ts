import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { Stage } from './support/stage.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Every page of this context finds a clock that is wrong by so much. */
async function setClock(context: BrowserContext, error: number): Promise<void> {
  await context.addInitScript((ahead) => {
    const Real = Date;
    const now = () => Real.now() + ahead;
    globalThis.Date = new Proxy(Real, {
      construct: (target, given, self) =>
        Reflect.construct(target, given.length > 0 ? given : [now()], self) as Date,
      get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
    });
  }, error);
}

describe('clocks that are wrong', { concurrency: false, timeout: 240_000 }, () => {
  let stage: Stage;
  // One each: what a page writes last is still on its way when the page is closed, and would be found by the next.
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage?.close());

  for (const [who, guestError, agentError] of [
    ['the guest’s phone is half an hour ahead', 30 * MINUTE, 0],
    ['the guest’s phone is a day behind', -DAY, 0],
    ['the agent’s computer is a day ahead', 0, DAY],
    ['one is a day ahead and the other a day behind', DAY, -DAY],
  ] as const)
    it(`cut nobody off, and the chat stays in order: ${who}`, async () => {
      const agent = await stage.agent();
      const guest = await stage.guest();
      await setClock(agent.context, agentError);
      await setClock(guest.context, guestError);
      await agent.openTicket();
      await agent.launch('Start remote help');
      const link = await agent.copyLink();
      await agent.closeInvite();
      await guest.enter(link, 'Tomas Novak');
      await agent.admit('Tomas Novak');
      await agent.video.waitFor();
      const said = ['One, from the guest', 'Two, from the agent', 'Three, from the guest'];
      await guest.say(said[0] ?? '');
      await agent.chat.getByText(said[0] ?? '').waitFor();
      await agent.say(said[1] ?? '');
      await guest.call
        .locator('nearhand-chat')
        .getByText(said[1] ?? '')
        .waitFor();
      await guest.say(said[2] ?? '');
      await agent.chat.getByText(said[2] ?? '').waitFor();
      const order = await agent.chat.locator('.bubble').allTextContents();
      assert.deepEqual(
        order.map((text) => text.trim()),
        said,
      );
      const badge = (await agent.view.locator('.badge').textContent()) ?? '';
      assert.match(badge, /^Live 0:\d\d$/, 'the session has just begun');
      await agent.end();
      assert.deepEqual(stage.faults, [], 'no page has a fault');
    });
});
