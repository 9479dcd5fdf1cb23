import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Locator } from 'playwright-core';
import { heldFrame, newestMark, seenSince, watch } from '../bench/tracking/call/observer.js';
import { errorsOf, type Drawn } from '../bench/tracking/call/errors.js';
import { framesOf } from './support/picture.js';
import { steps } from './support/steps.js';
import { TrackedCall } from './support/tracked-call.js';

/** Eight seconds in which the thing leaves the picture to either side and comes back from another angle. */
const SEQUENCE = { class: 'leave', seed: 1, frames: 120, rate: 15 } as const;
/** Frames in which the thing is well inside the picture and the camera nearly stands. */
const CALM = [36, 52] as const;
/** The first frames in which it is out of the picture the second time, with another second of that to come. */
const OUT = [68, 72] as const;

describe('marks on an earlier snapshot', { timeout: 240_000 }, () => {
  const test = steps();
  let call: TrackedCall;
  let drawn: Drawn;

  /** From one corner of a box around this place of the camera's picture to the other. */
  const drawAround = async (x: number, y: number): Promise<void> => {
    const { mouse } = call.agent.page;
    const at = await call.places();
    await mouse.move(...at(x - 40, y - 30));
    await mouse.down();
    await mouse.move(...at(x + 40, y + 30), { steps: 4 });
    await mouse.up();
  };
  const middleOf = (frame: number): readonly [number, number] =>
    call.truth.frames[frame]?.points[0] ?? [0, 0];

  before(async () => {
    call = await TrackedCall.open(SEQUENCE);
  });
  after(() => call.close());

  test('a snapshot is taken of the thing with a mark on it; then the mark is taken back', async () => {
    await call.picture.hover();
    await call.untilFrame(CALM);
    await drawAround(...middleOf(44));
    await call.picture.locator('g.firm').waitFor();
    await call.agent.takeSnapshot();
    await call.agent.page.keyboard.press('z');
    await call.picture.locator('g.mark').waitFor({ state: 'detached' });
  });

  test('it is opened in the live picture’s place, which goes on in a corner', async () => {
    const { view } = call.agent;
    await view
      .locator('nearhand-files')
      .getByRole('button', { name: /^Snapshot/ })
      .click();
    await view.getByRole('button', { name: 'Draw on it' }).click();
    await call.picture.locator('canvas[role="img"]').waitFor();
    await call.picture.locator('video.inset').waitFor();
    const frame = (await heldFrame(call.picture)) ?? -1;
    assert.ok(call.truth.frames[frame]?.visible, `the snapshot is of frame ${frame}`);
    await framesOf(call.agent.video, 4);
    assert.equal(await heldFrame(call.picture), frame);
  });

  test('a mark that is drawn on it while its thing is out of sight lies nowhere, and says so', async () => {
    const frame = (await heldFrame(call.picture)) ?? -1;
    await call.untilFrame(OUT);
    await drawAround(...middleOf(frame));
    drawn = { ...(await newestMark(call.picture)), frame };
    await call.guest.call.getByText('Looking for what was marked').waitFor();
    assert.equal(await call.guest.stage.locator('g.mark').count(), 0);
  });

  test('back in the live picture it is on its thing, on both screens', async () => {
    await call.agent.view.getByRole('button', { name: 'Back to live' }).click();
    await call.picture.locator('video.inset').waitFor({ state: 'detached' });
    const screens: Locator[] = [call.picture, call.guest.stage];
    for (const screen of screens) await screen.locator('g.firm').waitFor();
    await Promise.all(screens.map(watch));
    await framesOf(call.agent.video, 60);
    for (const screen of screens) {
      const errors = errorsOf(drawn, await seenSince(screen), call.truth).sort((a, b) => a - b);
      assert.ok(errors.length > 15, `the mark was drawn on ${errors.length} pictures`);
      const median = errors[errors.length >> 1] ?? Infinity;
      assert.ok(median < 2, `half of the pictures show it within ${median} px`);
      const p90 = errors[Math.floor(errors.length * 0.9)] ?? Infinity;
      assert.ok(p90 < 6, `nine in ten pictures show it within ${p90} px`);
    }
    await call.guest.call.getByText('Looking for what was marked').waitFor({ state: 'detached' });
  });

  test('no page had a fault of its own', () => {
    assert.deepEqual(call.faults, []);
  });
});
