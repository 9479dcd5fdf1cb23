import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, Run } from './run.js';

/** Follows all sequences in `size` processes side by side; `done` hears of each as it ends. */
export async function followAll(
  runs: readonly Run[],
  size: number,
  done: (outcomes: readonly Outcome[]) => void,
): Promise<void> {
  const queue = [...runs];
  await Promise.all(Array.from({ length: Math.min(size, runs.length) }, () => work(queue, done)));
}

async function work(queue: Run[], done: (outcomes: readonly Outcome[]) => void): Promise<void> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), { serialization: 'advanced' });
  try {
    for (let run = queue.shift(); run; run = queue.shift()) {
      const answer = new Promise<readonly Outcome[]>((resolve, reject) => {
        child.once('message', (outcomes) => resolve(outcomes as readonly Outcome[]));
        child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)));
      });
      child.send(run);
      done(await answer);
      child.removeAllListeners('exit');
    }
  } finally {
    child.disconnect();
  }
}
