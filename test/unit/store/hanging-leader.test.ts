import { expect } from '@open-wc/testing';
import { databaseName } from '../../../src/store/database-name.js';
import { asLeader } from '../../../src/store/leader.js';
import { aSession, lena, say, StoreBench } from '../../support/store-bench.js';

const forever = new AbortController().signal;
const IMPATIENT = { pause: 20, answer: 100 };

/** Another thread, as another tab's: it can truly be blocked, and is gone when the test is. */
class OtherThread {
  readonly #worker: Worker;

  constructor(script: string) {
    const module = new Blob([script], { type: 'text/javascript' });
    this.#worker = new Worker(URL.createObjectURL(module), { type: 'module' });
  }

  says(what: string): Promise<void> {
    return new Promise((resolve) =>
      this.#worker.addEventListener('message', ({ data }) => data === what && resolve()),
    );
  }

  end(): void {
    this.#worker.terminate();
  }
}

const leaderModule = new URL('/src/store/leader.ts', location.href).href;

describe('a leader that hangs', () => {
  let thread: OtherThread | undefined;
  afterEach(() => thread?.end());

  const leading = (name: string, then: string): OtherThread =>
    (thread = new OtherThread(`
      import { asLeader } from '${leaderModule}';
      const patience = ${JSON.stringify(IMPATIENT)};
      const block = (ms) => { for (const end = Date.now() + ms; Date.now() < end;); };
      asLeader('${name}', new AbortController().signal, async (signal, stillLeads) => {
        postMessage('leads');
        ${then}
      }, patience);
    `));

  it('is taken over from by a store, which sends what waits', async () => {
    const bench = new StoreBench();
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const name = databaseName(bench.tenant, lena.id);
    await leading(name, 'setTimeout(() => block(60_000)); await new Promise(() => {});').says('leads');
    const store = await bench.open();
    const id = await store.mutate(say('m1', 's1'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.arrived).to.have.length(1);
    await bench.end();
  });

  it('notices when it wakes that another leads, before it goes on', async () => {
    const name = crypto.randomUUID();
    const other = leading(
      name,
      `await new Promise((resolve) => setTimeout(resolve, 100));
       block(1_500);
       await stillLeads().then(() => postMessage('went on'), () => postMessage('noticed'));`,
    );
    const noticed = Promise.race([
      other.says('noticed').then(() => true),
      other.says('went on').then(() => false),
    ]);
    await other.says('leads');
    const stop = new AbortController();
    let began = (): void => undefined;
    const begins = new Promise<void>((resolve) => (began = resolve));
    const mine = asLeader(
      name,
      stop.signal,
      (signal) => {
        began();
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      IMPATIENT,
    );
    await begins;
    expect(await noticed).to.equal(true);
    stop.abort();
    await mine;
  });

  it('leads again when whoever took over is gone', async () => {
    const name = crypto.randomUUID();
    const other = leading(
      name,
      `await new Promise((resolve) => setTimeout(resolve, 100));
       if (!globalThis.blocked) { globalThis.blocked = true; block(1_500); }
       await stillLeads();
       postMessage('went on');`,
    );
    const wentOn = other.says('went on');
    await other.says('leads');
    const stop = new AbortController();
    await asLeader(name, stop.signal, () => Promise.resolve(), IMPATIENT);
    await wentOn;
  });

  it('keeps its place while it answers', async () => {
    const name = crypto.randomUUID();
    const other = leading(
      name,
      `await new Promise((resolve) => setTimeout(resolve, 800)); postMessage('ended');`,
    );
    const ended = other.says('ended');
    await other.says('leads');
    const log: string[] = [];
    void ended.then(() => log.push('theirs'));
    await asLeader(name, forever, async () => void log.push('mine'), IMPATIENT);
    expect(log).to.eql(['theirs', 'mine']);
  });
});
