import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs the tests of one folder under Node's own runner, file after file. Node 20 takes no glob, and not every shell
 * expands one.
 */
const [folder = ''] = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(folder, name));
const options = [
  '--import',
  'tsx',
  '--test',
  '--test-reporter=spec',
  '--test-force-exit',
  '--test-concurrency=1',
];
const child = spawn(process.execPath, [...options, ...files], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
