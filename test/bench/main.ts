import { Stage } from '../e2e/support/stage.js';
import { measureJoin } from './join.js';
import { measureMarks } from './marks.js';
import { measureStart } from './start.js';
import { printTable } from './table.js';

/** Prints how long things take on this machine, now. Figures of one run may be compared with each other, with no others. */
printTable('npm start, warm install, until it serves (ms)', await measureStart(5));
const stage = await Stage.open();
try {
  const { agent, link } = await openSession(stage);
  printTable(
    'join by link, two browsers on this machine (ms, 10 joins)',
    await measureJoin(stage, agent, link, 10),
  );
  printTable(
    'a point of a mark, from the pointer to the paint on the other screen (ms)',
    await measureMarks(stage, agent, link),
  );
} finally {
  await stage.close();
}
process.exit(0);

async function openSession(on: Stage) {
  const agent = await on.agent();
  await agent.openTicket();
  await agent.launch('Start remote help');
  const link = await agent.copyLink();
  await agent.closeInvite();
  return { agent, link };
}
