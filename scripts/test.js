import { spawn } from 'node:child_process';
import { prepare } from './prepare.js';
import { ensureTools } from './tools.js';
import { failuresIn } from './failures.js';

/** Runs everything that must hold, quick things first, and ends with the counts. Each step can be run alone by its npm script. */
const STEPS = ['format:check', 'lint', 'types', 'manifest:check', 'api:check', 'build', 'size'];
const SUITES = ['test:unit', 'test:node', 'test:server', 'test:bundlers', 'test:e2e'];

prepare();
ensureTools();

const total = { passed: 0, failed: 0 };
const failures = [];
for (const name of [...STEPS, ...SUITES]) {
  const startedAt = Date.now();
  const { code, output } = await run(name);
  const counted = SUITES.includes(name)
    ? countsIn(output)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  // A suite that broke before it could count has failed all the same.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  total.passed += counted.passed;
  total.failed += counted.failed;
  if (counted.failed > 0) failures.push(`== ${name}\n${failuresIn(output)}`);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`== ${name}: ${counted.passed} passed, ${counted.failed} failed (${seconds} s)\n`);
}
// Once more at the end, where whoever sees only the end of a long log finds them.
if (failures.length > 0) console.log(`Failed:\n${failures.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function run(name) {
  console.log(`== ${name}`);
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'], shell: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, output })));
}

/** The last counts that the web test runner ("3 passed, 0 failed") or node's ("ℹ pass 3", "# fail 0") printed. */
function countsIn(output) {
  const browser = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  if (browser) return { passed: Number(browser[1]), failed: Number(browser[2]) };
  const last = (word) =>
    Number([...output.matchAll(new RegExp(`^[ℹ#] ${word} (\\d+)`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: last('pass'), failed: last('fail') + last('cancelled') };
}
