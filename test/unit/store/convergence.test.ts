import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { rowsIn, type Change } from '../../../src/domain/change.js';
import type { Row } from '../../../src/domain/records.js';
import { reduce } from '../../../src/domain/reduce.js';
import type { Session } from '../../../src/domain/session.js';
import { NearhandError } from '../../../src/host/errors.js';
import type { MutationDraft, Store } from '../../../src/store/store.js';
import {
  aMessage,
  answer,
  aSession,
  at,
  create,
  idle,
  lena,
  rename,
  say,
  StoreBench,
  tomas,
  until,
} from '../../support/store-bench.js';

const SESSIONS = ['s1', 's2'] as const;

interface Run {
  readonly bench: StoreBench;
  store: Store;
  count: number;
}

type Step =
  | { readonly do: 'rename' | 'say' | 'create' | 'end' | 'theirs' | 'hear'; readonly session: string }
  | {
      readonly do:
        'refuse' | 'lose' | 'fail' | 'offline' | 'online' | 'refresh' | 'reopen' | 'discard' | 'retry';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('rename', 'say', 'create', 'end', 'theirs', 'hear'),
    session: fc.constantFrom(...SESSIONS),
  }),
  fc.record({
    do: fc.constantFrom(
      'refuse',
      'lose',
      'fail',
      'offline',
      'online',
      'refresh',
      'reopen',
      'discard',
      'retry',
    ),
  }),
);

/** What the rules do not allow just now is simply not written. */
const attempt = (store: Store, draft: MutationDraft): Promise<unknown> =>
  store.mutate(draft).catch(() => undefined);

/** What the status still calls refused may be so no more: then, and only then, the store says that there is no such write. */
async function settle({ store }: Run, how: 'retry' | 'discard'): Promise<void> {
  const [refused] = store.status.value.refused;
  if (!refused) return;
  await store[how](refused.mutation.id).catch((error: unknown) => {
    if (!(error instanceof NearhandError && error.code === 'backend/not-found')) throw error;
  });
}

const stamp = (count: number): string => new Date(Date.parse(at) + count).toISOString();

const STEPS: { [K in Step['do']]: (run: Run, session: string) => unknown } = {
  rename: ({ store, count }, session) => attempt(store, rename(session, `Mine ${count}`)),
  say: ({ store, count }, session) => attempt(store, say(`m${count}`, session)),
  create: ({ store, count }) => attempt(store, create(`c${count}`)),
  end: ({ store }, session) =>
    attempt(store, { type: 'session.end', sessionId: session, reason: 'agentEnded' }),
  theirs: ({ bench, count }, session) => {
    const now = bench.backend.rows('sessions').find(({ id }) => id === session) ?? aSession(session);
    bench.backend.write({ collection: 'sessions', row: { ...now, title: `Theirs ${count}` } });
  },
  hear: async ({ store, bench, count }, session) => {
    const row = aMessage(`h${count}`, session, { createdAt: stamp(count) });
    await store.receive({ collection: 'messages', row });
    bench.backend.write({ collection: 'messages', row });
  },
  refuse: ({ bench, count }) =>
    bench.backend.refuse(count % 2 ? 'session.rename' : 'message.create', 'backend/conflict'),
  lose: ({ bench }) => bench.backend.fail('apply', { kind: 'answer-lost' }),
  fail: ({ bench }) => bench.backend.fail('apply', { kind: 'error', code: 'backend/unavailable' }),
  offline: ({ bench }) => void (bench.backend.offline = true),
  online: ({ bench }) => void (bench.backend.offline = false),
  refresh: ({ store }) => store.refresh(),
  reopen: async (run) => {
    if (run.store.status.value.kept === 'memory') return;
    await run.store.close();
    run.store = await run.bench.open();
  },
  discard: (run) => settle(run, 'discard'),
  retry: (run) => settle(run, 'retry'),
};

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1);

const bare = <R extends Row>(rows: readonly R[]): R[] =>
  JSON.parse(JSON.stringify([...rows].sort(byId))) as R[];

/** Every row that the store shows, and whether any is a guess. */
async function shown(
  store: Store,
): Promise<{ sessions: Session[]; messages: Row<'messages'>[]; pending: boolean }> {
  const open = await answer(store.sessions({ status: 'open', limit: 1_000 }));
  const ended = await answer(store.sessions({ status: 'ended', limit: 1_000 }));
  const sessions = [...open, ...ended];
  const messages = (
    await Promise.all(sessions.map(({ row }) => answer(store.ofSession('messages', row.id))))
  ).flat();
  return {
    sessions: bare(sessions.map(({ row }) => row)),
    messages: bare(messages.map(({ row }) => row)),
    pending: [...sessions, ...messages].some(({ pending }) => pending),
  };
}

/** Until everything has been sent and fetched. */
async function calm({ store, bench }: Run): Promise<void> {
  bench.backend.offline = false;
  bench.backend.forgive();
  do {
    await store.refresh();
    // A read takes its time, in which a store that has just been opened is given the lead.
    await answer(store.session('s1'));
  } while (store.status.value.pending > 0);
  await idle(store);
  await store.refresh();
  // What was written before the first start comes with the session, not with the changes.
  for (const id of SESSIONS) await store.loadSession(id);
}

async function expectServerRows({ store, bench }: Run): Promise<void> {
  const local = await shown(store);
  expect(local.sessions).to.eql(bare(bench.backend.rows('sessions')));
  expect(local.messages).to.eql(bare(bench.backend.rows('messages')));
  expect(local.pending).to.equal(false);
}

/** The backend's sessions with these drafts applied on top, by the shared rules. */
function withGuesses(sessions: readonly Session[], drafts: readonly MutationDraft[]): Session[] {
  const rows = new Map(sessions.map((row) => [row.id, row]));
  for (const draft of drafts) {
    const mutation = { ...draft, id: 'guess', at } as Parameters<typeof reduce>[0];
    const outcome = reduce(mutation, {
      actor: lena,
      session: rows.get(draft.sessionId),
      openForContext: undefined,
    });
    const changes: Change[] = 'changes' in outcome ? rowsIn(outcome.changes) : [];
    for (const change of changes) if (change.collection === 'sessions') rows.set(change.row.id, change.row);
  }
  return [...rows.values()];
}

/** While writes do not get through and changes do. */
async function expectGuessesOnTop({ store, bench }: Run): Promise<void> {
  for (let i = 0; i < 100; i++) bench.backend.fail('apply', { kind: 'error', code: 'backend/unavailable' });
  const drafts = SESSIONS.map((id, i) => rename(id, `Guess ${i}`));
  for (const draft of drafts) await store.mutate(draft);
  for (const row of bench.backend.rows('sessions')) {
    const people = [{ ...tomas, presence: 'waiting', since: at } as const];
    bench.backend.write({ collection: 'sessions', row: { ...row, title: 'Theirs', people } });
  }
  await store.refresh();
  const guessed = withGuesses(bench.backend.rows('sessions'), drafts);
  expect((await shown(store)).sessions).to.eql(bare(guessed));
  await until(store.status, ({ pending }) => pending === drafts.length);
}

async function converge(open: (bench: StoreBench) => Promise<Store>, steps: readonly Step[]): Promise<void> {
  const bench = new StoreBench();
  bench.backend.write(...SESSIONS.map((id): Change => ({ collection: 'sessions', row: aSession(id) })));
  const run: Run = { bench, store: await open(bench), count: 0 };
  try {
    for (const one of steps) {
      run.count += 1;
      await STEPS[one.do](run, 'session' in one ? one.session : 's1');
    }
    await calm(run);
    await expectServerRows(run);
    await expectGuessesOnTop(run);
    await calm(run);
    await expectServerRows(run);
    const effects = bench.backend.applied.map(({ id }) => id);
    expect(new Set(effects).size).to.equal(effects.length);
  } finally {
    await bench.end();
  }
}

/** The status still calls the write refused when it is sent again already. */
const RETRIED_AND_DISCARDED: Step[] = [
  { do: 'refuse' },
  { do: 'rename', session: 's1' },
  { do: 'hear', session: 's1' },
  { do: 'retry' },
  { do: 'discard' },
];

describe('whatever happens in whichever order', function () {
  this.timeout(60_000);

  it('the local copy on disk ends as the backend’s rows, with what is pending on top', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
      converge((bench) => bench.open(), steps),
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('and so does the one in memory', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
      converge((bench) => bench.openInMemory(), steps),
    );
    await fc.assert(property, { numRuns: 80, examples: [[RETRIED_AND_DISCARDED]] });
  });
});
