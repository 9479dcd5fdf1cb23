import { expect } from '@open-wc/testing';
import { stayAwake } from '../../../../src/live/media/stay-awake.js';
import { stub } from '../../../support/store-bench.js';

/** As a browser's, which lets go of each lock when the page is hidden. */
class FakeLock {
  readonly given: { released: boolean; release(): Promise<void> }[] = [];
  refuses = false;

  async request(): Promise<WakeLockSentinel> {
    if (this.refuses) throw new DOMException('low battery', 'NotAllowedError');
    const sentinel = {
      released: false,
      async release() {
        sentinel.released = true;
      },
    };
    this.given.push(sentinel);
    return sentinel as unknown as WakeLockSentinel;
  }

  get held(): number {
    return this.given.filter(({ released }) => !released).length;
  }
}

describe('stayAwake', () => {
  let lock: FakeLock;
  let undo: (() => void)[];
  beforeEach(() => {
    lock = new FakeLock();
    undo = [stub(navigator, 'wakeLock', lock)];
  });
  afterEach(() => undo.forEach((one) => one()));

  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const show = async (visibility: DocumentVisibilityState) => {
    undo.unshift(stub(document, 'visibilityState', visibility));
    document.dispatchEvent(new Event('visibilitychange'));
    await turn();
  };

  it('holds one lock until it is over', async () => {
    const sleep = stayAwake();
    await turn();
    expect(lock.held).to.equal(1);
    await show('visible');
    expect(lock.given.length).to.equal(1);
    sleep();
    expect(lock.held).to.equal(0);
    await show('visible');
    expect(lock.held).to.equal(0);
  });

  it('asks again when the page that was hidden is seen', async () => {
    const sleep = stayAwake();
    await turn();
    for (const sentinel of lock.given) sentinel.released = true;
    await show('hidden');
    expect(lock.held).to.equal(0);
    await show('visible');
    expect(lock.held).to.equal(1);
    sleep();
  });

  it('lets go of what comes too late', async () => {
    stayAwake()();
    await turn();
    expect([lock.given.length, lock.held]).to.eql([1, 0]);
  });

  it('goes without where the browser refuses, or knows none', async () => {
    lock.refuses = true;
    const sleep = stayAwake();
    await turn();
    lock.refuses = false;
    await show('visible');
    expect(lock.held).to.equal(1);
    sleep();
    undo.unshift(stub(navigator, 'wakeLock', undefined));
    stayAwake()();
  });
});
