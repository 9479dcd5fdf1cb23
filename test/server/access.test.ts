import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import type { ChangePage } from '../../src/domain/change.js';
import type { Receipt } from '../../src/domain/receipt.js';
import { AFTERWARDS } from '../../src/domain/standing.js';
import type { LiveGrant } from '../../src/domain/live-grant.js';
import type { Mutation } from '../../src/domain/mutation.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { create, entered, invited, mutation, never, newKey, note, say } from '../contracts/backend-bench.js';
import { restBench } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';
import { connect } from './signalling-client.js';

type Stage = (lena: BackendPort, tomas: BackendPort, grant: LiveGrant) => Promise<unknown>;

const admit: Stage = (lena, _, { self }) =>
  lena.apply(mutation('session.admit', { personId: self.id }), never);
const refuse: Stage = (lena, _, { self }) =>
  lena.apply(mutation('session.refuse', { personId: self.id }), never);
const leave: Stage = (_, tomas, { self }) =>
  tomas.apply(mutation('session.leave', { personId: self.id }), never);
const end: Stage = (lena) => lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
const withdraw: Stage = async (lena) => {
  const { rows } = await lena.list({ collection: 'invitations', limit: 1 }, never);
  await lena.revoke(rows[0]?.id ?? '', never);
};
const comeBack: Stage = async (_, tomas, { access }) =>
  tomas.enter({ kind: 'renewal', access, key: await newKey() }, never);
const later =
  (ms: number): Stage =>
  async () =>
    server.advance(ms);
const signedInLater: Stage = async () => server.advance(25.5 * 3600_000);

let server: Running;

/** What somebody may do; `rows` and `changes` say which collections they are given. */
interface May {
  readonly rows: string;
  readonly changes: string;
  readonly writes: string;
  readonly events: boolean;
  readonly signalling: boolean;
  readonly peers: boolean;
  readonly renewal: string;
}

const NOTHING = {
  rows: '',
  changes: '',
  writes: '',
  events: false,
  signalling: false,
  peers: false,
} as const;
const SHUT_OUT: May = { ...NOTHING, renewal: 'live/refused' };
const OUT_BUT_BACK: May = { ...NOTHING, renewal: 'waiting' };
const LIVE = { events: true, signalling: true, peers: true } as const;
const WAITING: May = {
  ...{ rows: 'sessions', changes: 'sessions', writes: 'session.leave' },
  ...{ ...LIVE, renewal: 'waiting' },
};
const IN: May = {
  ...{ rows: 'sessions messages', changes: 'sessions messages', writes: 'message.create session.leave' },
  // Having left with their last write.
  ...{ ...LIVE, renewal: 'waiting' },
};
/** Reads how it ended; what is said now comes too late. */
const OVER: May = {
  ...NOTHING,
  rows: IN.rows,
  changes: IN.changes,
  writes: 'session.leave',
  renewal: 'waiting',
};

const STATES: readonly (readonly [state: string, stages: readonly Stage[], may: May])[] = [
  ['waits', [], WAITING],
  ['was let in', [admit], IN],
  ['was refused', [refuse], SHUT_OUT],
  ['was refused, and left before', [leave, refuse], SHUT_OUT],
  ['left the waiting room', [leave], OUT_BUT_BACK],
  ['left the waiting room, and twice', [leave, leave], OUT_BUT_BACK],
  ['left the waiting room and came back', [leave, comeBack], WAITING],
  ['left the session', [admit, leave], OVER],
  ['left the session long ago', [admit, leave, later(AFTERWARDS)], OUT_BUT_BACK],
  ['left the session and came back', [admit, leave, comeBack], WAITING],
  ['left the session, came back and left the waiting room', [admit, leave, comeBack, leave], OUT_BUT_BACK],
  ['was removed', [admit, refuse], SHUT_OUT],
  ['was removed, and let in again', [admit, refuse, admit], IN],
  ['waits on a withdrawn invitation', [withdraw], { ...NOTHING, renewal: 'link/revoked' }],
  ['was let in, on a withdrawn invitation', [admit, withdraw], { ...NOTHING, renewal: 'link/revoked' }],
  ['is let in on a withdrawn invitation', [withdraw, admit], { ...NOTHING, renewal: 'link/revoked' }],
  ['left, on a withdrawn invitation', [admit, leave, withdraw], { ...NOTHING, renewal: 'link/revoked' }],
  ['waited when the session ended', [end], { ...NOTHING, renewal: 'session/ended' }],
  ['was in when the session ended', [admit, end], { ...OVER, renewal: 'session/ended' }],
  [
    'was in when the session ended long ago',
    [admit, end, later(AFTERWARDS)],
    { ...NOTHING, renewal: 'session/ended' },
  ],
  [
    'stayed past the end of the link',
    [admit, comeBack, signedInLater],
    { ...NOTHING, renewal: 'link/expired' },
  ],
];

const describeMay = ({ rows, writes, events }: May): string =>
  `sees ${rows || 'nothing'}, writes ${writes || 'nothing'}, ${events ? 'hears' : 'hears nothing'}`;

const ask = (grant: LiveGrant, path: string, body?: unknown, token = grant.access): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    headers: { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });

async function tried(grant: LiveGrant): Promise<Omit<May, 'renewal'>> {
  const events = await ask(grant, '/events');
  await events.body?.cancel();
  const upload = await fetch(`${server.url}/uploads/u?sessionId=s1`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${grant.access}` },
    body: '%PDF-1.7',
  });
  assert.ok(upload.status === 403 || upload.status === 401, `upload: ${upload.status}`);
  assert.notEqual((await ask(grant, '/media-urls', { ref: 'u' })).status, 200);
  const may = {
    rows: (await rowsOf(grant)).join(' '),
    changes: (await changesOf(grant)).join(' '),
    events: events.status === 200,
    signalling: await signals(grant),
    peers: (await ask(grant, '/live/peers', undefined, grant.token)).status === 200,
  };
  return { ...may, writes: (await writesOf(grant)).join(' ') };
}

async function rowsOf(grant: LiveGrant): Promise<string[]> {
  const seen: string[] = [];
  for (const collection of ['sessions', 'messages', 'notes', 'media', 'events', 'invitations']) {
    const answer = await ask(grant, `/rows/${collection}?limit=9`);
    if (answer.status !== 200) assert.ok([401, 403, 410].includes(answer.status), String(answer.status));
    else if (((await answer.json()) as { rows: unknown[] }).rows.length > 0) seen.push(collection);
  }
  return seen;
}

async function changesOf(grant: LiveGrant): Promise<string[]> {
  const answer = await ask(grant, '/changes?cursor=c0');
  if (answer.status !== 200) return [];
  const { changes } = (await answer.json()) as ChangePage;
  return [...new Set(changes.map(({ collection }) => collection))].sort().reverse();
}

async function signals({ signalling }: LiveGrant): Promise<boolean> {
  const client = connect(server.url, signalling?.id ?? '', signalling?.ticket ?? '');
  const { type } = await client.next();
  client.socket.close();
  await client.closed;
  return type === 'OPEN';
}

async function writesOf(grant: LiveGrant): Promise<string[]> {
  const { self } = grant;
  server.advance(1);
  const event = { id: 'e', sessionId: 's1', at: new Date().toISOString(), kind: 'marked' } as const;
  const media = {
    id: 'f',
    sessionId: 's1',
    kind: 'snapshot',
    name: 'f',
    type: 'image/png',
    size: 1,
  } as const;
  const createdAt = new Date(server.clock()).toISOString();
  const text = say('now');
  const writes: readonly Mutation[] = [
    mutation('session.create', { context: 'demo:ticket:9', title: 'x', sessionId: 's9' }),
    mutation('session.rename', { title: 'mine' }),
    mutation('session.admit', { personId: self.id }),
    mutation('session.refuse', { personId: 'lena' }),
    mutation('session.end', { reason: 'guestLeft' }),
    mutation('session.leave', { personId: 'lena' }),
    note('mine'),
    mutation('media.create', { media: { ...media, author: self, createdAt } }),
    mutation('event.append', { event }),
    ...(text.type === 'message.create' ? [{ ...text, message: { ...text.message, createdAt } }] : []),
    mutation('session.leave', { personId: self.id }),
  ];
  const applied: string[] = [];
  for (const write of writes) {
    const answer = await ask(grant, '/mutations', write);
    if (answer.status === 200 && ((await answer.json()) as Receipt).status === 'applied')
      applied.push(write.type);
  }
  return applied;
}

async function renewed(tomas: BackendPort, { access, self }: LiveGrant): Promise<string> {
  try {
    const { session } = await tomas.enter({ kind: 'renewal', access, key: await newKey() }, never);
    return session.people.find(({ id }) => id === self.id)?.presence ?? 'nobody';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('what a guest may do, at each use', () => {
  before(async () => {
    server = await running({ storage: new MemoryStorage() });
  });
  after(() => server.close());

  const bench = () => restBench({ baseUrl: server.url, clock: server.clock, advance: server.advance });

  for (const [state, stages, expected] of STATES)
    it(`who ${state}: ${describeMay(expected)}`, async () => {
      const { agent, guest } = bench();
      const [lena, tomas] = [await agent('lena'), await guest()];
      await lena.apply(create(), never);
      await lena.apply(say('for those who are in'), never);
      await lena.apply(note('for agents'), never);
      const grant = await entered(tomas, await invited(lena));
      for (const stage of stages) await stage(lena, tomas, grant);
      const done = await tried(grant);
      const renewal = await renewed(tomas, grant);
      const { rows } = await lena.list({ collection: 'messages', limit: 9 }, never);
      assert.deepEqual({ ...done, renewal }, expected);
      assert.equal(rows.length, expected.writes.includes('message') ? 2 : 1, 'what is kept of it');
    });
});
