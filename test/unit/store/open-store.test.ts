import { expect } from '@open-wc/testing';
import { isNearhandError } from '../../../src/host/errors.js';
import {
  aMessage,
  answer,
  aSession,
  create,
  idle,
  lena,
  say,
  StoreBench,
  until,
} from '../../support/store-bench.js';

describe('openStore', () => {
  let bench: StoreBench;
  beforeEach(() => (bench = new StoreBench()));
  afterEach(() => bench.end());

  it('shows what the backend has', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    const rows = await answer(store.sessions({ status: 'open', limit: 10 }), ({ length }) => length === 1);
    expect(rows).to.eql([{ row: aSession('s1'), pending: false }]);
    expect(store.status.value.kept).to.equal('disk');
  });

  it('shows a write before the backend has it, and confirms it afterwards', async () => {
    bench.backend.offline = true;
    const store = await bench.open();
    await store.mutate(create('s1'));
    const guess = await answer(store.session('s1'));
    expect(guess).to.deep.include({ pending: true });
    bench.backend.offline = false;
    await store.refresh();
    await idle(store);
    const confirmed = await answer(store.session('s1'));
    expect(confirmed?.pending).to.equal(false);
    expect(bench.backend.rows('sessions').map(({ id }) => id)).to.eql(['s1']);
  });

  it('follows what others write', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    await idle(store);
    const messages = store.ofSession('messages', 's1');
    const arrived = until(messages, (rows) => rows?.length === 1);
    bench.backend.write({ collection: 'messages', row: aMessage('m1', 's1') });
    expect((await arrived)?.[0]).to.eql({ row: aMessage('m1', 's1'), pending: false });
    messages.close();
  });

  it('keeps its place: opened again, it asks for changes once and lists nothing', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const first = await bench.open();
    await idle(first);
    await first.close();
    bench.backend.calls.length = 0;
    const second = await bench.open();
    await idle(second);
    expect(bench.backend.calls).to.eql(['changes']);
    expect(await answer(second.sessions({ status: 'open', limit: 10 }))).to.have.length(1);
  });

  it('sends what an earlier page left in the outbox', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const first = await bench.open();
    await idle(first);
    bench.backend.offline = true;
    const id = await first.mutate(say('m1', 's1'));
    await first.close();
    bench.backend.offline = false;
    const second = await bench.open();
    expect(await second.settled(id, new AbortController().signal)).to.include({ status: 'applied' });
  });

  it('opens none when it is not told whose', async () => {
    for (const options of [{ tenant: '' }, { user: { ...lena, name: '' } }]) {
      const error: unknown = await bench.open(options).catch((reason: unknown) => reason);
      expect(isNearhandError(error) && error.code).to.equal('page/misused');
    }
  });
});
