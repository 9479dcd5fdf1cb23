import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoServer, freePorts } from '../e2e/support/demo-server.js';
import type { Figures } from './table.js';

/** From the command to the line that says it is ready: with an empty data folder, and with one that is there already. */
export async function measureStart(times: number): Promise<Figures[]> {
  const [first, again, answers]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < times; run++) {
    const folder = await mkdtemp(join(tmpdir(), 'nearhand-start-'));
    for (const values of [first, again]) {
      const server = new DemoServer(await freePorts(), folder);
      const from = performance.now();
      await server.start();
      values.push(performance.now() - from);
      const { token } = (await (await fetch(`${server.url}/demo/token?as=lena`)).json()) as { token: string };
      await fetch(`${server.url}/nearhand/changes`, { headers: { authorization: `Bearer ${token}` } });
      if (values === again) answers.push(performance.now() - from);
      await server.stop();
    }
    await rm(folder, { recursive: true });
  }
  return [
    { name: 'ready, first start in an empty folder', values: first },
    { name: 'ready, later starts', values: again },
    { name: 'first answer from the database, later starts', values: answers },
  ];
}
