import type { Mutation } from '../../../src/domain/mutation.js';
import { openSession } from './fill.js';
import { agentOf, Page, Traffic } from './office.js';
import type { ServerProcess } from './process.js';

const never = new AbortController().signal;
/** The bench goes by the clock: one write a second, and time for what follows from them. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Latency {
  readonly name: string;
  /** In ms. */
  readonly cold: number;
  readonly warm: readonly number[];
}

/** What pages ask for, over HTTP: the first time of each, and then `times` times. */
export async function measureReads(
  { url }: ServerProcess,
  sessions: number,
  times: number,
): Promise<Latency[]> {
  const backend = await agentOf(url, 'reader', new Traffic(), never);
  const head = Number((await backend.changes(undefined, never)).cursor.slice(1));
  const collection = 'sessions';
  const asks: Readonly<Record<string, () => Promise<unknown>>> = {
    'list, first 50': () => backend.list({ collection, limit: 50 }, never),
    'list, open, first 50': () => backend.list({ collection, status: 'open', limit: 50 }, never),
    'list, ended, first 50': () => backend.list({ collection, status: 'ended', limit: 50 }, never),
    'list, of one ticket': () =>
      backend.list({ collection, context: `crm:ticket:${sessions / 2}`, limit: 50 }, never),
    'list, open, of one ticket': () =>
      backend.list({ collection, context: `crm:ticket:${sessions / 2}`, status: 'open', limit: 50 }, never),
    'list, 50 from the middle': () => backend.list({ collection, limit: 50, cursor: `l${head >> 1}` }, never),
    'list, messages of a session': () =>
      backend.list({ collection: 'messages', sessionId: `s${sessions / 2}`, limit: 50 }, never),
    'changes, none': () => backend.changes(`c${head}`, never),
    'changes, the last 3': () => backend.changes(`c${head - 3}`, never),
    'changes, 200 from the middle': () => backend.changes(`c${head >> 1}`, never),
  };
  const found: Latency[] = [];
  for (const [name, ask] of Object.entries(asks)) {
    const cold = await timed(ask);
    const warm: number[] = [];
    // A person may ask 20 times a second, and 600 times at once.
    for (let time = 0; time < times; time++) warm.push(await timed(ask));
    found.push({ name, cold, warm });
  }
  return found;
}

export interface Wakes {
  readonly agents: number;
  readonly writes: number;
  /** A write, in all pages together. */
  readonly wakes: number;
  readonly requests: number;
  readonly bytes: number;
  readonly failures: number;
  /** Requests a second, of all pages. */
  readonly rate: number;
  /** In ms, from the write's answer until a page has it. */
  readonly seen: readonly number[];
  /** In ms, of the write itself. */
  readonly applied: readonly number[];
  /** Of one core, the server's process. */
  readonly cpu: number;
  readonly memory: number;
}

/** A write a second for `seconds`, while so many agents' pages are open. */
export async function measureWakes(
  server: ServerProcess,
  {
    agents,
    sessions,
    seconds,
  }: { readonly agents: number; readonly sessions: number; readonly seconds: number },
): Promise<Wakes> {
  const stop = new AbortController();
  const traffic = new Traffic();
  const writtenAt = new Map<string, number>();
  const seen: number[] = [];
  const onSeen = (ids: readonly string[]): void => {
    for (const id of ids) {
      const at = writtenAt.get(id);
      if (at !== undefined) seen.push(performance.now() - at);
    }
  };
  const pages: Page[] = [];
  for (let index = 0; index < agents; index++) {
    const page = new Page(
      await agentOf(server.url, `agent-${index}`, traffic, stop.signal),
      stop.signal,
      onSeen,
    );
    await page.open();
    pages.push(page);
  }
  // Streams are opened beside; the first beat of each is over by then.
  await pause(2_000);
  traffic.take();
  for (const page of pages) page.wakes = 0;
  const writer = await agentOf(server.url, `writer-${agents}`, new Traffic(), stop.signal);
  const before = await server.usage();
  const from = performance.now();
  const applied: number[] = [];
  for (let write = 0; write < seconds; write++) {
    const mutation = sayIn(openSession(write, sessions), write);
    writtenAt.set(mutation.type === 'message.create' ? mutation.message.id : '', performance.now());
    applied.push(await timed(() => writer.apply(mutation, never)));
    await pause(Math.max(0, from + (write + 1) * 1_000 - performance.now()));
  }
  // The last writes are still to be told.
  await pause(5_000);
  const after = await server.usage();
  const took = performance.now() - from;
  const { requests, bytes, failures } = traffic.take();
  const wakes = pages.reduce((sum, page) => sum + page.wakes, 0);
  stop.abort();
  await pause(500);
  return {
    ...{ agents, writes: seconds, seen, applied, failures },
    wakes: wakes / seconds,
    requests: requests / seconds,
    rate: (requests * 1_000) / took,
    bytes: bytes / seconds,
    cpu: (after.cpu - before.cpu) / took,
    memory: after.memory,
  };
}

function sayIn(sessionId: string, index: number): Mutation {
  const at = new Date().toISOString();
  const author = { id: 'x', name: 'X', role: 'agent' } as const;
  const id = `${crypto.randomUUID()}-${index}`;
  const message = { id, sessionId, author, text: 'The seal is worn; order part 4711.', createdAt: at };
  return { type: 'message.create', id: crypto.randomUUID(), sessionId, at, message };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
