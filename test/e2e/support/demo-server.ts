import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The demo as its README command starts it, in a process of its own, so that it can be stopped and started again. */
export class DemoServer {
  readonly port: number;
  readonly #folder: string;
  readonly #env: Record<string, string>;
  #process: ChildProcess | undefined;
  /** What it printed so far. */
  output = '';

  constructor(port: number, folder: string, env: Record<string, string> = {}) {
    this.port = port;
    this.#folder = folder;
    this.#env = env;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['scripts/start.js'], {
      env: { ...process.env, PORT: String(this.port), DATA_DIR: this.#folder, SAMPLES: 'none', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (this.output.includes('demo is ready')) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${this.output}`)));
    });
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    this.output = '';
    if (!child || child.exitCode !== null) return;
    child.removeAllListeners('exit');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** Two ports next to each other that nobody uses: the demo takes one for HTTP and the next for HTTPS. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = await freePort(0);
    if (port && (await freePort(port + 1))) return port;
  }
}

function freePort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
