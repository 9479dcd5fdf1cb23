import type { Stage } from '../e2e/support/stage.js';
import type { Figures } from './table.js';

type Agent = Awaited<ReturnType<Stage['agent']>>;

/** From the link to the first frame that the agent's browser has decoded; the guest taps as soon as there is something to tap. */
export async function measureJoin(
  stage: Stage,
  agent: Agent,
  link: string,
  times: number,
): Promise<Figures[]> {
  const parts = {
    'link to the first screen': [] as number[],
    'consent to the camera’s picture': [] as number[],
    'entering to the waiting room, seen by the agent': [] as number[],
    'let in to the first decoded frame': [] as number[],
    'all of it': [] as number[],
  };
  for (let run = 0; run < times; run++) {
    const guest = await stage.guest();
    const { page } = guest;
    const clock = stopwatch();
    await page.goto(link);
    await page.getByLabel('Your name').waitFor();
    const first = clock();
    await guest.agree(`Guest ${run}`);
    await page.getByRole('button', { name: 'Allow the camera' }).click();
    await page.getByText('This is what the expert will see').waitFor();
    const camera = clock();
    await page.getByRole('button', { name: 'Go to the waiting room' }).click();
    const ask = agent.view.locator('.ask').filter({ hasText: `Guest ${run}` });
    await ask.waitFor();
    const waiting = clock();
    await agent.admit(`Guest ${run}`);
    await agent.video.waitFor();
    await agent.video.evaluate(
      (video) => new Promise((seen) => (video as HTMLVideoElement).requestVideoFrameCallback(seen)),
    );
    const frame = clock();
    parts['link to the first screen'].push(first);
    parts['consent to the camera’s picture'].push(camera);
    parts['entering to the waiting room, seen by the agent'].push(waiting);
    parts['let in to the first decoded frame'].push(frame);
    parts['all of it'].push(first + camera + waiting + frame);
    await guest.call.getByRole('button', { name: 'End' }).click();
    await guest.call.getByRole('button', { name: 'Leave' }).click();
    await agent.video.waitFor({ state: 'detached' });
    await guest.context.close();
  }
  return Object.entries(parts).map(([name, values]) => ({ name, values }));
}

/** Each call gives the ms since the one before. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    return passed;
  };
}
