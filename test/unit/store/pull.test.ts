import { expect } from '@open-wc/testing';
import type { Change } from '../../../src/domain/change.js';
import { aMessage, answer, aSession, idle, StoreBench, until } from '../../support/store-bench.js';

const instant = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

const sessions = (count: number, status: 'open' | 'ended'): Change[] =>
  Array.from({ length: count }, (_, i) => ({
    collection: 'sessions',
    row: aSession(`${status}-${i}`, { status, createdAt: instant(i) }),
  }));

const message = (id: string, sessionId = 's1'): Change => ({
  collection: 'messages',
  row: aMessage(id, sessionId),
});

describe('what the backend tells', () => {
  let bench: StoreBench;
  beforeEach(() => (bench = new StoreBench()));
  afterEach(() => bench.end());

  it('begins with the newest fifty open and ended sessions', async () => {
    bench.backend.write(...sessions(60, 'open'), ...sessions(60, 'ended'));
    const store = await bench.open();
    await idle(store);
    const open = await answer(store.sessions({ status: 'open', limit: 100 }));
    const ended = await answer(store.sessions({ status: 'ended', limit: 100 }));
    expect(open).to.have.length(50);
    expect(ended).to.have.length(50);
    expect(open[0]?.row.id).to.equal('open-59');
  });

  it('goes on with older pages until all are here', async () => {
    bench.backend.write(...sessions(260, 'ended'));
    const store = await bench.open();
    await idle(store);
    const more = [];
    for (let i = 0; i < 4; i++) more.push(await store.loadOlder({ status: 'ended' }));
    expect(more).to.eql(['more', 'more', 'all', 'all']);
    const rows = await answer(store.sessions({ status: 'ended', limit: 500 }));
    expect(rows.map(({ row }) => row.id)).to.eql(Array.from({ length: 260 }, (_, i) => `ended-${259 - i}`));
  });

  it('pages the sessions of one ticket by themselves', async () => {
    bench.backend.write(...sessions(80, 'ended'));
    const store = await bench.open();
    await idle(store);
    expect(await store.loadOlder({ status: 'ended', context: 'demo:ticket:ended-3' })).to.equal('all');
    const query = { status: 'ended', context: 'demo:ticket:ended-3', limit: 10 } as const;
    expect((await answer(store.sessions(query))).map(({ row }) => row.id)).to.eql(['ended-3']);
  });

  it('fetches everything of a session once', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') }, message('m1'), message('m2', 's2'));
    const store = await bench.open();
    await idle(store);
    await store.loadSession('s1');
    const calls = bench.backend.calls.length;
    await store.loadSession('s1');
    expect(bench.backend.calls).to.have.length(calls);
    expect((await answer(store.ofSession('messages', 's1'))).map(({ row }) => row.id)).to.eql(['m1']);
  });

  it('fetches everything that belongs to the tenant once, and follows it from then on', async () => {
    const person = (id: string, name: string): Change => ({
      collection: 'people',
      row: { id, name, role: 'agent' },
    });
    bench.backend.write(
      person('p1', 'Zoe'),
      ...Array.from({ length: 150 }, (_, i) => person(`x${i}`, 'Max')),
    );
    const store = await bench.open();
    await idle(store);
    expect(await answer(store.ofTenant('people'))).to.eql([]);
    await store.loadTenant('people');
    const calls = bench.backend.calls.length;
    await store.loadTenant('people');
    expect(bench.backend.calls).to.have.length(calls);
    expect((await answer(store.ofTenant('people'))).at(-1)?.row.id).to.equal('p1');
    bench.backend.write(person('p1', 'Ada'));
    const renamed = await answer(store.ofTenant('people'), ([first]) => first?.row.id === 'p1');
    expect(renamed).to.have.length(151);
  });

  it('does not put an older page over a newer change', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Old' }) });
    const store = await bench.open();
    await idle(store);
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'New' }) });
    await answer(store.session('s1'), (found) => found?.row.title === 'New');
    bench.backend.fail('list', { kind: 'answer', value: { rows: [aSession('s1', { title: 'Old' })] } });
    await store.loadOlder({ status: 'open', context: 'demo:ticket:s1' });
    expect((await answer(store.session('s1')))?.row.title).to.equal('New');
  });

  it('takes all pages of changes', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    await idle(store);
    bench.backend.write(...Array.from({ length: 250 }, (_, i) => message(`m${i}`)));
    expect(await answer(store.ofSession('messages', 's1'), ({ length }) => length === 250)).to.have.length(
      250,
    );
  });

  it('leaves a malformed row out, reports it and takes the others', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    await idle(store);
    const bad = { collection: 'messages', row: { ...aMessage('m2', 's1'), createdAt: 'yesterday' } };
    bench.backend.write(message('m1'), bad as Change, message('m3'));
    const rows = await answer(store.ofSession('messages', 's1'), ({ length }) => length === 2);
    expect(rows.map(({ row }) => row.id)).to.eql(['m1', 'm3']);
    expect(bench.reported.value).to.eql(['backend/invalid-response']);
    expect(store.status.value.connection).to.equal('online');
  });

  it('reports a page that is none, and goes on from the same place', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    await idle(store);
    bench.backend.fail('changes', { kind: 'answer', value: '<html>' });
    bench.backend.write(message('m1'));
    await store.refresh();
    await store.refresh();
    expect(bench.reported.value).to.eql(['backend/invalid-response']);
    expect(await answer(store.ofSession('messages', 's1'))).to.have.length(1);
  });

  it('does not run in circles when the cursor stands still', async () => {
    const store = await bench.open();
    await idle(store);
    bench.backend.fail('changes', { kind: 'answer', value: { changes: [], cursor: '0', more: true } });
    await store.refresh();
    expect(bench.reported.value).to.eql(['backend/invalid-response']);
  });

  it('starts afresh when the backend no longer knows the cursor', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Old' }) });
    const store = await bench.open();
    await idle(store);
    bench.backend.writeQuietly({ collection: 'sessions', row: aSession('s1', { title: 'New' }) });
    bench.backend.fail('changes', { kind: 'error', code: 'backend/invalid-request' });
    await store.refresh();
    expect((await answer(store.session('s1')))?.row.title).to.equal('New');
  });

  it('is shown as offline while it is away, and catches up afterwards', async () => {
    bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    const store = await bench.open();
    await idle(store);
    bench.backend.offline = true;
    await store.refresh();
    expect(store.status.value.connection).to.equal('offline');
    bench.backend.writeQuietly(message('m1'));
    bench.backend.offline = false;
    await store.refresh();
    expect(await until(store.status, ({ connection }) => connection === 'online')).to.be.an('object');
    expect(await answer(store.ofSession('messages', 's1'))).to.have.length(1);
    expect(bench.reported.value).to.eql([]);
  });
});
