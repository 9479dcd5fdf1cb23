import { expect } from '@open-wc/testing';
import type { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import {
  answer,
  aSession,
  create,
  idle,
  lena,
  rename,
  say,
  StoreBench,
  until,
} from '../../support/store-bench.js';

const forever = new AbortController().signal;

/** A frame has its own copy of the code, as a tab has; taking it out is as sudden as a crash. */
class OtherTab {
  readonly #frame = document.createElement('iframe');

  async open(bench: StoreBench): Promise<Store> {
    this.#frame.srcdoc = `<script type="module">
      import { openStore } from '${new URL('/src/store/open-store.ts', location.href).href}';
      globalThis.openStore = openStore;
    </script>`;
    const loaded = new Promise((resolve) => this.#frame.addEventListener('load', resolve));
    document.body.append(this.#frame);
    await loaded;
    const { openStore: open } = this.#frame.contentWindow as Window & { openStore?: typeof openStore };
    if (!open) throw new TypeError('The frame has not loaded the store');
    return open({ tenant: bench.tenant, user: lena, backend: bench.backend });
  }

  crash(): void {
    this.#frame.remove();
  }
}

describe('another tab', () => {
  let bench: StoreBench;
  let other: OtherTab;
  beforeEach(() => {
    bench = new StoreBench();
    other = new OtherTab();
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    other.crash();
    await bench.end();
  });

  it('sees what this one writes, and sends it', async () => {
    const theirs = await other.open(bench);
    await idle(theirs);
    const mine = await bench.open();
    const seen = until(theirs.ofSession('messages', 's1'), (rows) => rows?.length === 1);
    const id = await mine.mutate(say('m1', 's1'));
    await seen;
    expect(await mine.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.arrived).to.have.length(1);
  });

  it('tells this one how the connection stands', async () => {
    const theirs = await other.open(bench);
    await idle(theirs);
    const mine = await bench.open();
    await until(mine.status, ({ connection }) => connection === 'online');
    bench.backend.offline = true;
    await mine.refresh();
    await until(mine.status, ({ connection }) => connection === 'offline');
  });

  it('crashes between sending and the answer, and the write has one effect', async () => {
    const theirs = await other.open(bench);
    await idle(theirs);
    const mine = await bench.open();
    await until(mine.status, ({ connection }) => connection === 'online');
    let sent = (): void => undefined;
    const arrives = new Promise<void>((resolve) => (sent = resolve));
    const apply = bench.backend.apply.bind(bench.backend);
    bench.backend.apply = async (mutation, signal) => {
      bench.backend.apply = apply;
      await apply(mutation, signal);
      sent();
      return new Promise(() => undefined);
    };
    const id = await mine.mutate(rename('s1', 'Mine'));
    await arrives;
    other.crash();
    expect(await mine.settled(id, forever)).to.include({ status: 'applied' });
    expect(bench.backend.arrived.map((mutation) => mutation.id)).to.eql([id, id]);
    expect(bench.backend.applied.map((mutation) => mutation.id)).to.eql([id]);
  });

  it('crashes with writes unsent, and this one sends them', async () => {
    const theirs = await other.open(bench);
    await idle(theirs);
    bench.backend.offline = true;
    const id = await theirs.mutate(create('s2'));
    other.crash();
    bench.backend.offline = false;
    const mine = await bench.open();
    expect(await mine.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('shows nothing any more when this one signs out', async () => {
    const theirs = await other.open(bench);
    await idle(theirs);
    const query = theirs.sessions({ status: 'open', limit: 10 });
    query.subscribe(() => undefined);
    await until(query, (rows) => rows?.length === 1);
    const mine = await bench.open();
    expect(await answer(mine.session('s1'))).not.to.equal(null);
    await mine.wipe();
    await until(query, (rows) => rows === undefined);
  });
});
