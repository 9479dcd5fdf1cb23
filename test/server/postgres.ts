import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, chownSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDERS = [17, 16, 15, 14].map((version) => `/usr/lib/postgresql/${version}/bin`);

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const binaries = (): string | undefined => FOLDERS.find((folder) => existsSync(join(folder, 'initdb')));

export const hasPostgres = (): boolean => Boolean(process.env['DATABASE_URL']) || binaries() !== undefined;

/** A real Postgres for tests: that of `DATABASE_URL`, or one of this machine's binaries in a temporary folder. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => undefined };
  const bin = binaries();
  if (bin === undefined) throw new Error('No Postgres: install the package postgresql, or set DATABASE_URL.');
  return runPostgres(bin);
}

async function runPostgres(bin: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-postgres-'));
  const user = postgresUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-U', 'nearhand', '--auth=trust', '--no-sync', '-E', 'UTF8'], user);
  const port = await freePort();
  const settings = [
    '-c',
    'fsync=off',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'listen_addresses=127.0.0.1',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
    ...user,
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += String(chunk);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`Postgres did not start:\n${log}`)));
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  return {
    url: `postgres://nearhand@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root; undefined where we are somebody else already. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function run(command: string, args: string[], user: object | undefined): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', ...user });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
