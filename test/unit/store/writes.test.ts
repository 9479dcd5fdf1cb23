import { expect } from '@open-wc/testing';
import { isNearhandError } from '../../../src/host/errors.js';
import type { Store } from '../../../src/store/store.js';
import {
  aMessage,
  answer,
  aSession,
  create,
  idle,
  rename,
  say,
  StoreBench,
  until,
} from '../../support/store-bench.js';

const forever = new AbortController().signal;

const titleOf = async (store: Store, id: string): Promise<string | undefined> =>
  (await answer(store.session(id)))?.row.title;

const codeOf = (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => (isNearhandError(error) ? error.code : String(error)),
  );

for (const kept of ['disk', 'memory'] as const)
  describe(`writes, kept in ${kept}`, () => {
    let bench: StoreBench;
    beforeEach(() => {
      bench = new StoreBench();
      bench.backend.write({ collection: 'sessions', row: aSession('s1') });
    });
    afterEach(() => bench.end());

    const opened = async (): Promise<Store> => {
      const store = await (kept === 'disk' ? bench.open() : bench.openInMemory());
      await idle(store);
      bench.reported.set([]);
      return store;
    };

    it('throws the code of the rule that a write breaks, and writes nothing', async () => {
      const store = await opened();
      expect(await codeOf(store.mutate(say('m1', 'unknown')))).to.equal('backend/not-found');
      expect(await codeOf(store.mutate({ ...create('s2'), context: 'demo:ticket:s1' } as never))).to.equal(
        'session/exists',
      );
      expect(store.status.value.pending).to.equal(0);
      expect(await answer(store.ofSession('messages', 'unknown'))).to.eql([]);
    });

    it('refuses a write that does not fit its schema', async () => {
      const store = await opened();
      const empty = {
        type: 'message.create',
        sessionId: 's1',
        message: aMessage('m1', 's1', { text: '' }),
      } as const;
      expect(await codeOf(store.mutate(empty))).to.equal('backend/invalid-request');
    });

    it('makes the second of two writes again on top of what the first one became', async () => {
      const store = await opened();
      bench.backend.offline = true;
      await store.mutate(rename('s1', 'First'));
      const second = await store.mutate({ type: 'session.end', sessionId: 's1', reason: 'agentEnded' });
      let release = (): void => undefined;
      bench.backend.fail('apply', { kind: 'slow', until: Promise.resolve() });
      bench.backend.fail('apply', {
        kind: 'slow',
        until: new Promise<void>((resolve) => (release = resolve)),
      });
      bench.backend.offline = false;
      void store.refresh();
      await until(store.status, ({ pending }) => pending === 1);
      const between = await answer(store.session('s1'));
      expect(between?.row).to.include({ title: 'First', status: 'ended' });
      expect(between?.pending).to.equal(true);
      release();
      await store.settled(second, forever);
      const after = await answer(store.session('s1'));
      expect(after?.row).to.include({ title: 'First', status: 'ended' });
      expect(after?.pending).to.equal(false);
    });

    it('keeps a pending write on top of a change by somebody else', async () => {
      const store = await opened();
      bench.backend.fail('apply', { kind: 'error', code: 'backend/unavailable' });
      await store.mutate({ type: 'session.end', sessionId: 's1', reason: 'agentEnded' });
      bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Theirs' }) });
      const row = await answer(store.session('s1'), (found) => found?.row.title === 'Theirs');
      expect(row?.row.status).to.equal('ended');
    });

    it('takes a refused write back and lists it with its code', async () => {
      const store = await opened();
      bench.backend.refuse('session.rename', 'backend/forbidden');
      const id = await store.mutate(rename('s1', 'Mine'));
      const receipt = await store.settled(id, forever);
      expect(receipt).to.include({ status: 'refused', code: 'backend/forbidden' });
      expect(await titleOf(store, 's1')).to.equal('Session s1');
      const { refused } = await until(store.status, (status) => status.refused.length === 1);
      expect(refused[0]).to.deep.include({ code: 'backend/forbidden' });
      expect(refused[0]?.mutation).to.include({ id, title: 'Mine' });
    });

    it('shows the rows as they really are when a refusal brings them', async () => {
      const store = await opened();
      bench.backend.writeQuietly({ collection: 'sessions', row: aSession('s1', { title: 'Theirs' }) });
      bench.backend.refuse('session.rename', 'backend/conflict');
      await store.settled(await store.mutate(rename('s1', 'Mine')), forever);
      expect(await titleOf(store, 's1')).to.equal('Theirs');
    });

    it('sends a refused write again on retry', async () => {
      const store = await opened();
      bench.backend.refuse('session.rename', 'backend/forbidden');
      const id = await store.mutate(rename('s1', 'Mine'));
      await store.settled(id, forever);
      await store.retry(id);
      expect(await store.settled(id, forever)).to.include({ status: 'applied' });
      expect(await titleOf(store, 's1')).to.equal('Mine');
      await until(store.status, ({ refused, pending }) => refused.length === 0 && pending === 0);
    });

    it('forgets a refused write on discard, and nothing else', async () => {
      const store = await opened();
      bench.backend.refuse('message.create', 'backend/forbidden');
      const id = await store.mutate(say('m1', 's1'));
      await store.settled(id, forever);
      await store.discard(id);
      await until(store.status, ({ refused }) => refused.length === 0);
      expect(await codeOf(store.retry(id))).to.equal('backend/not-found');
    });

    it('counts an error that means no as a refusal', async () => {
      const store = await opened();
      bench.backend.fail('apply', { kind: 'error', code: 'backend/forbidden' });
      const id = await store.mutate(rename('s1', 'Mine'));
      expect(await store.settled(id, forever)).to.include({ status: 'refused', code: 'backend/forbidden' });
    });

    it('sends a write again when its answer was lost, and it has one effect', async () => {
      const store = await opened();
      bench.backend.fail('apply', { kind: 'answer-lost' });
      const id = await store.mutate(say('m1', 's1'));
      await until(store.status, ({ connection }) => connection === 'offline');
      await store.refresh();
      expect(await store.settled(id, forever)).to.include({ status: 'applied' });
      expect(bench.backend.arrived.map((mutation) => mutation.id)).to.eql([id, id]);
      expect(bench.backend.applied.map((mutation) => mutation.id)).to.eql([id]);
    });

    it('sends the writes of one session in the order they were made', async () => {
      const store = await opened();
      bench.backend.offline = true;
      const ids = [];
      for (const title of ['A', 'B', 'C', 'D']) ids.push(await store.mutate(rename('s1', title)));
      bench.backend.offline = false;
      await store.refresh();
      await idle(store);
      expect(bench.backend.applied.map(({ id }) => id)).to.eql(ids);
    });

    it('lets other sessions pass one that fails', async () => {
      bench.backend.write({ collection: 'sessions', row: aSession('s2') });
      const store = await opened();
      bench.backend.offline = true;
      await store.mutate(say('m1', 's1'));
      await store.mutate(say('m2', 's2'));
      await until(store.status, ({ connection, pending }) => connection === 'offline' && pending === 2);
      bench.backend.fail('apply', { kind: 'error', code: 'backend/unavailable' });
      bench.backend.offline = false;
      await store.refresh();
      expect(bench.backend.applied.map(({ sessionId }) => sessionId)).to.eql(['s2']);
      expect(bench.reported.value).to.include('backend/unavailable');
    });

    it('waits and says so when the sign-in has run out', async () => {
      const store = await opened();
      bench.backend.fail('apply', { kind: 'error', code: 'backend/unauthorized' });
      await store.mutate(say('m1', 's1'));
      await until(bench.reported, ({ length }) => length > 0);
      expect(bench.reported.value).to.eql(['backend/unauthorized']);
      expect(store.status.value.pending).to.equal(1);
      expect(store.status.value.connection, 'the backend is there').not.to.equal('offline');
    });

    it('keeps a write whose answer makes no sense, and reports that', async () => {
      const store = await opened();
      bench.backend.fail('apply', { kind: 'answer', value: { status: 'fine' } });
      const id = await store.mutate(say('m1', 's1'));
      await until(bench.reported, ({ length }) => length > 0);
      expect(bench.reported.value[0]).to.equal('backend/invalid-response');
      await store.refresh();
      expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    });

    it('tries again at once when the browser is online again', async () => {
      const store = await opened();
      bench.backend.offline = true;
      const id = await store.mutate(say('m1', 's1'));
      await until(store.status, ({ connection }) => connection === 'offline');
      bench.backend.offline = false;
      dispatchEvent(new Event('online'));
      expect(await store.settled(id, forever)).to.include({ status: 'applied' });
    });

    it('stops waiting for an answer when told to, with the signal’s own reason', async () => {
      const store = await opened();
      bench.backend.offline = true;
      const id = await store.mutate(say('m1', 's1'));
      const controller = new AbortController();
      const waiting = store.settled(id, controller.signal).catch((reason: unknown) => reason);
      controller.abort();
      expect(await waiting).to.equal(controller.signal.reason);
    });

    it('shows what came over the live wire until the backend tells of it', async () => {
      const store = await opened();
      await store.receive({ collection: 'messages', row: aMessage('m1', 's1') });
      expect(await answer(store.ofSession('messages', 's1'))).to.eql([
        { row: aMessage('m1', 's1'), pending: true },
      ]);
      bench.backend.write({ collection: 'messages', row: aMessage('m1', 's1', { text: 'As kept' }) });
      const confirmed = await answer(
        store.ofSession('messages', 's1'),
        ([first]) => first?.pending === false,
      );
      expect(confirmed[0]?.row.text).to.equal('As kept');
      await store.receive({ collection: 'messages', row: aMessage('m1', 's1', { text: 'Forged' }) });
      expect((await answer(store.ofSession('messages', 's1')))[0]?.row.text).to.equal('As kept');
    });

    it('takes nothing malformed from the live wire', async () => {
      const store = await opened();
      const code = await codeOf(store.receive({ collection: 'messages', row: { id: 'm1' } } as never));
      expect(code).to.equal('live/peer-misbehaved');
    });
  });
