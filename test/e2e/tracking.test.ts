import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { heldFrame, newestMark, seenSince, watch } from '../bench/tracking/call/observer.js';
import { errorsOf, type Drawn } from '../bench/tracking/call/errors.js';
import { framesOf } from './support/picture.js';
import { TrackedCall } from './support/tracked-call.js';

/** Eight seconds in which the thing leaves the picture to either side and comes back from another angle. */
const SEQUENCE = { class: 'leave', seed: 1, frames: 120, rate: 15 } as const;
/** Frames in which the thing is well inside the picture and the camera nearly stands. */
const CALM = [36, 52] as const;

describe('marks that stick to the world', { timeout: 240_000 }, () => {
  let call: TrackedCall;
  let agent: TrackedCall['agent'];
  let guest: TrackedCall['guest'];
  let drawn: Drawn;

  const picture = (): Locator => call.picture;

  before(async () => {
    call = await TrackedCall.open(SEQUENCE);
    ({ agent, guest } = call);
  });
  after(() => call.close());

  it('hold the picture still while the agent draws, with the live one in a corner', async () => {
    await picture().hover();
    await call.untilFrame(CALM);
    const { mouse } = agent.page;
    const at = await call.places();
    await mouse.move(...at(280, 150));
    await mouse.down();
    const frame = (await heldFrame(picture())) ?? -1;
    await picture().locator('video.inset').waitFor();
    await framesOf(agent.video, 4);
    assert.equal(await heldFrame(picture()), frame);
    await mouse.move(...at(360, 210), { steps: 4 });
    await mouse.up();
    await picture().locator('video.inset').waitFor({ state: 'detached' });
    drawn = { ...(await newestMark(picture())), frame };
    assert.ok(call.truth.frames[frame]?.visible);
  });

  it('stay on their thing on both screens, away from where they were drawn', async () => {
    await Promise.all([watch(picture()), watch(guest.stage)]);
    await framesOf(agent.video, 60);
    for (const screen of [picture(), guest.stage]) {
      const seen = await seenSince(screen);
      const errors = errorsOf(drawn, seen, call.truth).sort((a, b) => a - b);
      assert.ok(errors.length > 15, `the mark was drawn on ${errors.length} pictures`);
      const median = errors[errors.length >> 1] ?? Infinity;
      assert.ok(median < 1.5, `half of the pictures show it within ${median} px`);
      const p90 = errors[Math.floor(errors.length * 0.9)] ?? Infinity;
      assert.ok(p90 < 6, `nine in ten pictures show it within ${p90} px`);
    }
  });

  it('point to where their thing left the view, and come back with it', async () => {
    for (const screen of [picture(), guest.stage]) {
      await screen.locator('g.away').waitFor();
      await screen.locator('g.firm').waitFor();
    }
  });

  it('come back by themselves after the participant has reloaded the page', async () => {
    await guest.page.reload();
    await guest.stage.waitFor();
    await guest.stage.locator('g.firm').waitFor();
    await watch(guest.stage);
    await framesOf(guest.stage.locator('video.main'), 40);
    const errors = errorsOf(drawn, await seenSince(guest.stage), call.truth).sort((a, b) => a - b);
    assert.ok(errors.length > 5, `the mark was drawn on ${errors.length} pictures`);
    const median = errors[errors.length >> 1] ?? Infinity;
    assert.ok(median < 3, `half of the pictures show it within ${median} px`);
  });

  it('leave a trace in the log when they were lost and found', async () => {
    await agent.view.getByRole('button', { name: 'End', exact: true }).click();
    await agent.view.getByRole('button', { name: 'End session' }).click();
    await agent.view.getByRole('button', { name: 'Read it in History' }).click();
    await agent.page.locator('nearhand-history').getByRole('tab', { name: 'Log' }).click();
    await agent.page.getByText('A mark of Lena Brandt was lost from sight').first().waitFor();
    await agent.page.getByText('A mark of Lena Brandt was found again').first().waitFor();
  });

  it('had no fault on either page', () => {
    assert.deepEqual(call.faults, []);
  });
});
