import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { writeTrackedCamera, type CameraTruth } from '../bench/tracking/camera-file.js';
import { heldFrame, newestMark, seenSince, watch } from '../bench/tracking/call/observer.js';
import { errorsOf, type Drawn } from '../bench/tracking/call/errors.js';
import { openBrowser, openPage, PHONE } from './support/browsers.js';
import { GuestPage } from './support/guest-page.js';
import { framesOf } from './support/picture.js';
import { Stage } from './support/stage.js';

/** Eight seconds in which the thing leaves the picture to either side and comes back from another angle. */
const SEQUENCE = { class: 'leave', seed: 1, frames: 120, rate: 15 } as const;
/** Frames in which the thing is well inside the picture and the camera nearly stands. */
const CALM = [36, 52] as const;
const SIZE = { width: 640, height: 360 };

describe('marks that stick to the world', { timeout: 240_000 }, () => {
  let stage: Stage;
  let folder: string;
  let truth: CameraTruth;
  let phone: Browser;
  let agent: Awaited<ReturnType<Stage['agent']>>;
  let guest: GuestPage;
  let faults: string[];
  let drawn: Drawn;

  const picture = (): Locator => agent.view.locator('nearhand-video-stage.main');
  const untilCalm = async (): Promise<void> => {
    const [first, last] = CALM;
    for (let now = -1; now < first || now > last;) now = (await framesOf(agent.video, 1))[0]?.number ?? -1;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-tracked-'));
    const camera = join(folder, 'camera.y4m');
    [stage, truth] = await Promise.all([Stage.open(), writeTrackedCamera(camera, SEQUENCE)]);
    phone = await openBrowser({ camera });
    agent = await stage.agent();
    await agent.openTicket();
    await agent.launch('Start remote help');
    const link = await agent.copyLink();
    await agent.closeInvite();
    const opened = await openPage(phone, PHONE);
    faults = opened.faults;
    guest = new GuestPage(opened.page);
    await guest.enter(link, 'Tomas');
    await agent.admit('Tomas');
    await agent.video.waitFor();
    await agent.view.getByRole('button', { name: 'Rectangle (R)' }).click();
  });
  after(async () => {
    await phone.close();
    await stage.close();
    await rm(folder, { recursive: true });
  });

  it('hold the picture still while the agent draws, with the live one in a corner', async () => {
    await picture().hover();
    await untilCalm();
    const { mouse } = agent.page;
    const at = await placesOf(picture());
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
    assert.ok(truth.frames[frame]?.visible);
  });

  it('stay on their thing on both screens, away from where they were drawn', async () => {
    await Promise.all([watch(picture()), watch(guest.stage)]);
    await framesOf(agent.video, 60);
    for (const screen of [picture(), guest.stage]) {
      const seen = await seenSince(screen);
      const errors = errorsOf(drawn, seen, truth).sort((a, b) => a - b);
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
    const errors = errorsOf(drawn, await seenSince(guest.stage), truth).sort((a, b) => a - b);
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
    assert.deepEqual([...faults, ...stage.faults], []);
  });
});

/** From the camera's pixels to those of the screen. */
async function placesOf(screen: Locator): Promise<(x: number, y: number) => [number, number]> {
  const box = (await screen.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const scale = Math.min(box.width / SIZE.width, box.height / SIZE.height);
  return (x, y) => [
    box.x + (box.width - SIZE.width * scale) / 2 + x * scale,
    box.y + (box.height - SIZE.height * scale) / 2 + y * scale,
  ];
}
