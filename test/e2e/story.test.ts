import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { readQrCode } from './support/qr.js';
import { steps } from './support/steps.js';
import { framesOf, toneOf } from './support/picture.js';
import type { Seen } from './support/picture.js';
import { marksOn } from './support/marks.js';
import { AGENT_GROUND, AGENT_TONE, GUEST_GROUND, GUEST_TONE, Stage } from './support/stage.js';

const ARROW = [
  [0.3, 0.6],
  [0.5, 0.45],
] as const;
const LINE = [
  [0.6, 0.6],
  [0.65, 0.7],
  [0.7, 0.6],
  [0.75, 0.7],
] as const;

/** The whole story: from a ticket page to a guided session and into History. Each test is the next step. */
describe('from a ticket page to a guided session and into History', { concurrency: false }, () => {
  const test = steps();
  let stage: Stage;
  let agent: Awaited<ReturnType<Stage['agent']>>;
  let colleague: Awaited<ReturnType<Stage['agent']>>;
  let guest: Awaited<ReturnType<Stage['guest']>>;
  let link = '';

  before(async () => {
    stage = await Stage.open();
    agent = await stage.agent();
    guest = await stage.guest();
  });
  after(() => stage.close());

  test('the agent starts the ticket’s session', async () => {
    await agent.openTicket();
    await agent.launch('Start remote help');
  });

  test('every agent of the team is offered to resume it, also after coming back', async () => {
    colleague = await stage.agent();
    await colleague.openTicket('amir');
    await colleague.page.getByRole('button', { name: 'Resume remote help' }).waitFor();
    await agent.page.reload();
    await agent.launch('Resume remote help');
  });

  test('the agent copies the guest link; the QR code shows the same and can be downloaded', async () => {
    link = await agent.copyLink();
    assert.match(link, /\/join\.html#[\w.-]+$/);
    const dialog = agent.page.locator('nearhand-invite-dialog');
    await dialog.getByRole('tab', { name: 'QR code' }).click();
    assert.equal(await dialog.locator('nearhand-qr-code').getAttribute('value'), link);
    const downloading = agent.page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download picture' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'nearhand-invitation.png');
    assert.equal(await readQrCode(agent.page, await readFile(await download.path())), link);
    await agent.closeInvite();
  });

  test('the guest sees who invites, agrees, sees their camera and waits; the token leaves the address bar', async () => {
    await guest.page.goto(link);
    await guest.page.getByRole('heading', { name: 'Lena Brandt from Acme Industrial' }).waitFor();
    await guest.page.getByText('Pump P-07 leaks').waitFor();
    assert.equal(new URL(guest.page.url()).hash, '');
    await guest.agree('Tomas Novak');
    await guest.page.getByRole('button', { name: 'Allow the camera' }).click();
    const own = guest.page.locator('nearhand-join-camera video');
    await own.waitFor();
    near((await framesOf(own, 2))[1], GUEST_GROUND);
    await guest.page.getByRole('button', { name: 'Go to the waiting room' }).click();
    await guest.page.getByText('Lena Brandt will let you in').waitFor();
  });

  test('nobody sees the guest before the agent lets them in', async () => {
    await agent.view.getByText('Tomas Novak wants to come in').waitFor();
    assert.equal(await agent.video.count(), 0);
    await agent.admit('Tomas Novak');
    await guest.page.getByText('will let you in').waitFor({ state: 'detached' });
  });

  test('video runs both ways: the decoded frames show the other’s file, changing over time', async () => {
    await agent.video.waitFor();
    assertPlays(await framesOf(agent.video, 12), GUEST_GROUND);
    const face = guest.call.locator('nearhand-video-stage.face video');
    await face.waitFor();
    assertPlays(await framesOf(face, 12), AGENT_GROUND);
  });

  test('audio runs both ways: each hears the other’s tone', async () => {
    assert.ok(Math.abs((await toneOf(agent.view)) - GUEST_TONE) < 20);
    assert.ok(Math.abs((await toneOf(guest.call)) - AGENT_TONE) < 20);
  });

  test('an arrow and a freehand line appear on the guest’s screen at the same place of the picture', async () => {
    await agent.draw('Arrow (A)', ARROW);
    await agent.draw('Freehand (F)', LINE);
    const shown = await marksOn(guest.stage, 2);
    const drawn = await marksOn(agent.stage, 2);
    assert.deepEqual(
      shown.map(({ shape }) => shape),
      ['arrow', 'freehand'],
    );
    for (const [index, mark] of shown.entries()) samePlace(mark.box, drawn[index]?.box);
    samePlace(drawn[0]?.box, [0.3, 0.45, 0.5, 0.6], 0.04);
  });

  test('with the system’s own colours the chosen tool, colour and tab can be told from the others', async () => {
    await agent.page.emulateMedia({ forcedColors: 'active' });
    const groundOf = (name: string): Promise<string> =>
      agent.view
        .locator(`[aria-label="${name}"], [role="tab"]:has-text("${name}")`)
        .first()
        .evaluate((one) => getComputedStyle(one).backgroundColor);
    const grounds = await Promise.all(
      ['Freehand (F)', 'Circle (C)', 'Red', 'Blue', 'Chat', 'Files'].map(groundOf),
    );
    await agent.page.emulateMedia({ forcedColors: null });
    const [tool, otherTool, color, otherColor, tab, otherTab] = grounds;
    assert.notEqual(tool, otherTool);
    assert.notEqual(color, otherColor);
    assert.notEqual(tab, otherTab);
  });

  test('they chat, the agent adds a note and takes a snapshot with the marks', async () => {
    await agent.say('Please show the lower flange');
    await guest.openChat();
    await guest.chat.getByText('Please show the lower flange').waitFor();
    await guest.say('Here, can you see it?');
    await agent.chat.getByText('Here, can you see it?').waitFor();
    await agent.addNote('Seal of the lower flange is worn');
    await agent.takeSnapshot();
  });

  test('the agent ends the session; the guest is told why, and the link refuses', async () => {
    await agent.end();
    await guest.page.getByRole('heading', { name: 'The session has ended' }).waitFor();
    await guest.page.getByText('The expert has ended it').waitFor();
    const late = await stage.guest();
    await late.page.goto(link);
    await late.page.getByRole('heading', { name: 'This session has ended' }).waitFor();
    await late.page.getByLabel('Got a new link?').waitFor();
  });

  test('History shows it under its ticket with chat, note, snapshot and times', async () => {
    await agent.openTicket();
    await readHistory(agent);
  });

  test('History shows it to a colleague, who never had it', async () => {
    await colleague.openTicket('amir');
    await readHistory(colleague);
  });

  test('History shows it after a reload with the network cut', async () => {
    await agent.page.evaluate(() => navigator.serviceWorker.ready);
    await agent.page.reload();
    await readHistory(agent);
    await agent.context.setOffline(true);
    await agent.page.reload();
    await readHistory(agent);
    await agent.context.setOffline(false);
  });

  test('History shows it after the server was stopped and started again, to somebody new', async () => {
    await stage.server.stop();
    await stage.server.start();
    const fresh = await stage.agent();
    await fresh.openTicket('amir');
    await readHistory(fresh);
  });

  test('no page had a fault of its own', () => {
    assert.deepEqual(stage.faults, []);
  });
});

/** Everything that was said and kept is there to read. */
async function readHistory(agent: Awaited<ReturnType<Stage['agent']>>): Promise<void> {
  const history = agent.page.locator('nearhand-history');
  await history.getByRole('button', { name: /Pump P-07 leaks/ }).click();
  const record = history.locator('nearhand-session-record');
  await record.getByText('Ended by the agent').waitFor();
  assert.equal(await record.locator('header time').count(), 2);
  await record.getByText('Please show the lower flange').waitFor();
  await record.getByText('Here, can you see it?').waitFor();
  await record.getByRole('tab', { name: 'Notes' }).click();
  await record.getByText('Seal of the lower flange is worn').waitFor();
  await record.getByRole('tab', { name: 'Files' }).click();
  const picture = record.locator('nearhand-files img');
  await picture.waitFor();
  await picture.evaluate((image) => (image as HTMLImageElement).decode());
  assert.deepEqual(
    await picture.evaluate((image) => [
      (image as HTMLImageElement).naturalWidth,
      (image as HTMLImageElement).naturalHeight,
    ]),
    [640, 360],
  );
  await record.getByRole('tab', { name: 'Log' }).click();
  await record.getByText('Tomas Novak was let in').waitFor();
  await record.getByText('Lena Brandt drew on the picture').nth(1).waitFor();
  assert.equal(await record.getByText('Lena Brandt drew on the picture').count(), 2);
  await record.getByText('Lena Brandt took a snapshot').waitFor();
  await record.getByText('Lena Brandt ended the session').waitFor();
}

/** The file's own ground, and numbers that go on: at least half as many different ones as frames were read. */
function assertPlays(frames: Seen[], ground: { y: number; u: number; v: number }): void {
  for (const frame of frames) near(frame, ground);
  const different = new Set(frames.map(({ number }) => number)).size;
  assert.ok(different >= frames.length / 2, `only ${different} different frames of ${frames.length}`);
}

/** BT.601 limited range to RGB (ITU-R BT.601-7). */
function near(frame: Seen | undefined, { y, u, v }: { y: number; u: number; v: number }): void {
  const luma = 1.164 * (y - 16);
  const expected = [
    luma + 1.596 * (v - 128),
    luma - 0.813 * (v - 128) - 0.391 * (u - 128),
    luma + 2.018 * (u - 128),
  ];
  expected.forEach((value, channel) => {
    const clamped = Math.min(255, Math.max(0, value));
    const seen = frame?.ground[channel] ?? NaN;
    assert.ok(Math.abs(seen - clamped) < 40, `ground ${String(frame?.ground)} is not ${String(expected)}`);
  });
}

type Box = readonly [number, number, number, number];

/** Within a hundredth of the picture, which is four pixels of a phone's screen. */
function samePlace(box: Box | undefined, other: Box | undefined, within = 0.01): void {
  assert.ok(box && other);
  box.forEach((side, index) => {
    assert.ok(Math.abs(side - (other[index] ?? NaN)) < within, `${String(box)} is not at ${String(other)}`);
  });
}
