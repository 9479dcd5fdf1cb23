import type { Locator } from 'playwright-core';
import type { NearhandVideoStage } from '../../src/elements/video-stage/video-stage.js';
import type { Stage } from '../e2e/support/stage.js';
import type { Figures } from './table.js';

type Agent = Awaited<ReturnType<Stage['agent']>>;
/** When a mark had so many points, in ms since 1970: both browsers read the clock of this one machine. */
type Log = { points: number; at: number }[];

const STROKES = 5;
const POINTS = 60;

/** A freehand line is drawn; each of its points is timed at the agent's pointer and again where the guest's screen has painted it. */
export async function measureMarks(stage: Stage, agent: Agent, link: string): Promise<Figures[]> {
  const guest = await stage.guest();
  await guest.enter(link, 'Marks');
  await agent.admit('Marks');
  await agent.video.waitFor();
  const mine = agent.view.locator('nearhand-video-stage.main');
  await logPoints(mine, 'drawn');
  await logPoints(guest.stage, 'painted');
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const y = 0.4 + stroke * 0.08;
    const line = Array.from({ length: POINTS }, (_, at) => [0.3 + (at / POINTS) * 0.5, y] as const);
    await agent.draw('Freehand (F)', line);
  }
  await guest.stage
    .locator('svg g')
    .nth(STROKES - 1)
    .waitFor();
  await guest.page.waitForFunction(
    (count) => (globalThis as unknown as { nearhandLog: Log }).nearhandLog.length > count,
    STROKES * 10,
  );
  const drawn = await readLog(mine);
  const painted = await readLog(guest.stage);
  const values = painted.flatMap(({ points, at }) => {
    const source = drawn.findLast((one) => one.points <= points);
    return source ? [at - source.at] : [];
  });
  return [{ name: `${STROKES} lines`, values }];
}

/** Counts all points of the stage's marks: at once where they are drawn, after the next paint where they arrive. */
function logPoints(on: Locator, which: 'drawn' | 'painted'): Promise<void> {
  return on.evaluate((element, after) => {
    const stage = element as NearhandVideoStage;
    const log: Log = [];
    (globalThis as unknown as { nearhandLog: Log }).nearhandLog = log;
    const now = () => performance.timeOrigin + performance.now();
    stage.board?.marks.subscribe((marks) => {
      const points = marks.reduce((sum, mark) => sum + mark.points.length, 0);
      if (after === 'drawn') log.push({ points, at: now() });
      else requestAnimationFrame(() => requestAnimationFrame(() => log.push({ points, at: now() })));
    });
  }, which);
}

const readLog = (on: Locator): Promise<Log> =>
  on.evaluate(() => (globalThis as unknown as { nearhandLog: Log }).nearhandLog);
