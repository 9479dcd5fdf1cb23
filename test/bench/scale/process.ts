import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** CPU time in ms since its start, and memory (RSS) in MB, of the server's process; with PGlite the database is in it. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

export interface ServerProcess {
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** The server on a database that it fills first. */
export async function serve(database: string, sessions: number): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [database, String(sessions)], {
    execArgv: ['--import', 'tsx'],
  });
  const said = async <T>(): Promise<T> => ((await once(child, 'message')) as [T])[0];
  const { url } = await said<{ url: string }>();
  return {
    url,
    usage: () => {
      const answer = said<Usage>();
      child.send('usage');
      return answer;
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
