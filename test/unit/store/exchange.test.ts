import { expect } from '@open-wc/testing';
import { NearhandError } from '../../../src/host/errors.js';
import { backoff } from '../../../src/store/backoff.js';
import { within } from '../../../src/store/deadline.js';
import { asLeader } from '../../../src/store/leader.js';
import { Loop } from '../../../src/store/loop.js';
import {
  aMessage,
  answer,
  aSession,
  create,
  idle,
  say,
  StoreBench,
  stub,
  until,
} from '../../support/store-bench.js';

const forever = new AbortController().signal;

describe('the exchange with the backend', () => {
  let bench: StoreBench;
  const restores: (() => void)[] = [];
  beforeEach(() => {
    bench = new StoreBench();
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
  });
  afterEach(async () => {
    for (const restore of restores.splice(0).reverse()) restore();
    await bench.end();
  });

  const look = (visibility: DocumentVisibilityState): void => {
    restores.push(stub(document, 'visibilityState', visibility));
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('asks a backend that cannot be watched every 15 s', async () => {
    look('visible');
    bench.backend.capabilities = { ...bench.backend.capabilities, watch: false };
    const ticks: { run: () => void; ms: number }[] = [];
    const restore = stub(globalThis, 'setInterval', (run: () => void, ms: number) => ticks.push({ run, ms }));
    const store = await bench.open();
    await idle(store);
    restore();
    bench.backend.writeQuietly({ collection: 'messages', row: aMessage('m1', 's1') });
    expect(ticks.map(({ ms }) => ms)).to.eql([15_000]);
    ticks[0]?.run();
    const rows = await answer(store.ofSession('messages', 's1'), ({ length }) => length === 1);
    expect(rows).to.have.length(1);
  });

  it('does not ask while nobody looks, and asks as soon as somebody does', async () => {
    bench.backend.capabilities = { ...bench.backend.capabilities, watch: false };
    const store = await bench.open();
    await idle(store);
    const before = bench.backend.calls.length;
    look('hidden');
    expect(bench.backend.calls).to.have.length(before);
    bench.backend.writeQuietly({ collection: 'messages', row: aMessage('m1', 's1') });
    look('visible');
    expect(await answer(store.ofSession('messages', 's1'), ({ length }) => length === 1)).to.have.length(1);
  });

  it('goes on when watching fails', async () => {
    bench.backend.watch = () => {
      throw new Error('no');
    };
    const store = await bench.open();
    await idle(store);
    expect(bench.reported.value).to.eql(['plugin/failed']);
  });

  it('goes on when the backend throws something of its own', async () => {
    const store = await bench.open();
    await idle(store);
    const { changes } = bench.backend;
    bench.backend.changes = () => {
      throw new RangeError('broken plugin');
    };
    await store.refresh();
    expect(bench.reported.value).to.eql(['backend/unavailable']);
    bench.backend.changes = changes;
    const id = await store.mutate(say('m1', 's1'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('leaves a backend alone for as long as it asks to be, whatever is written meanwhile', async () => {
    const store = await bench.open();
    await idle(store);
    bench.backend.fail('apply', { kind: 'error', code: 'backend/rate-limited', retryAfter: 1_500 });
    const first = await store.mutate(say('m1', 's1'));
    await until(bench.reported, (codes) => codes.includes('backend/rate-limited'));
    const refused = performance.now();
    const second = await store.mutate(say('m2', 's1'));
    void store.refresh();
    globalThis.dispatchEvent(new Event('online'));
    for (const id of [first, second])
      expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    // The wait began a moment before this page looked at the clock.
    expect(performance.now() - refused).to.be.within(1_450, 3_000);
    expect(bench.backend.arrived.map(({ id }) => id)).to.eql([first, first, second]);
  });

  it('tells a failure that goes on only once', async () => {
    const store = await bench.open();
    await idle(store);
    for (let i = 0; i < 3; i++) {
      bench.backend.fail('changes', { kind: 'error', code: 'backend/unauthorized' });
      await store.refresh();
    }
    expect(bench.reported.value).to.eql(['backend/unauthorized']);
    await store.refresh();
    await until(store.status, ({ connection }) => connection === 'online');
  });

  it('keeps what a server of another version does not take, and sends it once it does', async () => {
    const store = await bench.open();
    await idle(store);
    bench.backend.fail('apply', { kind: 'error', code: 'page/other-version' });
    const id = await store.mutate(say('m1', 's1'));
    await until(bench.reported, (codes) => codes.includes('page/other-version'));
    expect(store.status.value).to.include({ connection: 'online', pending: 1 });
    expect(store.status.value.refused).to.eql([]);
    await store.refresh();
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('works without locks', async () => {
    restores.push(stub(navigator, 'locks', undefined));
    const store = await bench.open();
    await idle(store);
    const id = await store.mutate(say('m1', 's1'));
    expect(await store.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('works without a channel between tabs', async () => {
    const { BroadcastChannel } = globalThis;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    restores.push(() => Object.assign(globalThis, { BroadcastChannel }));
    const store = await bench.open();
    await idle(store);
    expect(await answer(store.session('s1'))).to.include({ pending: false });
  });

  it('keeps writes for later without a backend', async () => {
    const first = await bench.open();
    await idle(first);
    await first.close();
    const restored = { tenant: bench.tenant, user: { id: 'lena', name: 'Lena', role: 'agent' } as const };
    const { openStore } = await import('../../../src/store/open-store.js');
    const alone = await openStore(restored);
    const id = await alone.mutate(say('m1', 's1'));
    expect(await alone.loadOlder({ status: 'open' })).to.equal('all');
    await alone.close();
    const second = await bench.open();
    expect(await second.settled(id, forever)).to.include({ status: 'applied' });
  });

  it('has nothing to fetch of a session that was made here and not sent yet', async () => {
    bench.backend.offline = true;
    const store = await bench.open();
    await store.mutate(create('s2'));
    await store.loadSession('s2');
  });

  it('says that it is offline when there is nothing yet and nobody to ask', async () => {
    bench.backend.offline = true;
    const store = await bench.open();
    for (let i = 0; i < 2; i++) {
      const error: unknown = await store.loadSession('s1').catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'backend/offline' });
    }
  });
});

describe('backoff', () => {
  it('doubles from one second to a minute', () => {
    expect([1, 2, 3, 6, 7, 50].map((attempt) => backoff(attempt, 0))).to.eql([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('takes off up to a half by chance', () => {
    expect(backoff(1, 1)).to.equal(500);
  });
});

describe('Loop', () => {
  it('goes on when whoever listens throws', async () => {
    const controller = new AbortController();
    const thrown: unknown[] = [];
    const restore = stub(globalThis, 'reportError', (error: unknown) => thrown.push(error));
    const mistake = new TypeError('page');
    const loop = new Loop({
      work: () => Promise.resolve(),
      onRound: () => {
        throw mistake;
      },
    });
    const running = loop.run(controller.signal);
    await loop.round();
    await loop.round();
    restore();
    expect(thrown).to.include(mistake);
    controller.abort();
    await running;
  });

  it('waits to be woken after a good round', async () => {
    const controller = new AbortController();
    let rounds = 0;
    const loop = new Loop({ work: () => Promise.resolve(void rounds++), onRound: () => undefined });
    const running = loop.run(controller.signal);
    await loop.round();
    const before = rounds;
    await loop.round();
    expect(rounds).to.equal(before + 1);
    controller.abort();
    await running;
  });

  it('lets nobody wait who asks after its end', async () => {
    const loop = new Loop({ work: () => Promise.resolve(), onRound: () => undefined });
    await loop.run(AbortSignal.abort());
    await loop.round();
  });
});

describe('within', () => {
  it('answers at the deadline for a call that never does', async () => {
    const never = within(1, forever, () => new Promise(() => undefined));
    const error: unknown = await never.catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'backend/timeout', retryable: true });
  });

  it('ends with the signal’s reason', async () => {
    const controller = new AbortController();
    const never = within(60_000, controller.signal, () => new Promise(() => undefined));
    controller.abort();
    expect(await never.catch((reason: unknown) => reason)).to.equal(controller.signal.reason);
  });
});

describe('asLeader', () => {
  it('lets one work at a time', async () => {
    const name = crypto.randomUUID();
    const log: string[] = [];
    const first = new AbortController();
    let finish = (): void => undefined;
    let one = Promise.resolve();
    await new Promise<void>((began) => {
      one = asLeader(name, first.signal, () => {
        log.push('one');
        began();
        return new Promise<void>((resolve) => (finish = resolve));
      });
    });
    const two = asLeader(name, forever, () => Promise.resolve(void log.push('two')));
    const given = new AbortController();
    const three = asLeader(name, given.signal, () => Promise.resolve(void log.push('three')));
    given.abort();
    await three;
    finish();
    await Promise.all([one, two]);
    expect(log).to.eql(['one', 'two']);
  });

  it('passes a failure of the work on', async () => {
    const failing = asLeader(crypto.randomUUID(), forever, () =>
      Promise.reject(new NearhandError('storage/failed', 'no')),
    );
    expect(await failing.catch((reason: unknown) => reason)).to.include({ code: 'storage/failed' });
  });
});
