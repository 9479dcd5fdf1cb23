import { spawn } from 'node:child_process';
import { prepare } from './prepare.js';

/** Starts the demo; sets up what it needs first. */
prepare();
const main = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => main.kill(signal));
main.on('exit', (code) => process.exit(code ?? 0));
