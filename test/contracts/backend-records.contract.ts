import { rowsIn, type Change } from '../../src/domain/change.js';
import { COLLECTIONS } from '../../src/domain/collections.js';
import type { Collection, Row } from '../../src/domain/records.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import { equal, ok, refuses } from '../support/check.js';
import { AT, create, mutation, never, note, said, say, benched } from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

/** Of people, those who sign in are there before they write anything. */
const WRITTEN = COLLECTIONS.filter((collection) => collection !== 'people');

const DAY = 24 * 3600_000;

export function recordsContract(contract: BackendContract): void {
  const { describe } = contract;
  const test = benched(contract);

  describe('records', () => {
    test('creates a session and lists it', async ({ agent }) => {
      const lena = await agent('lena');
      const receipt = await lena.apply(create(), never);
      equal(receipt.status, 'applied');
      const { rows, cursor } = await lena.list({ collection: 'sessions', limit: 10 }, never);
      equal(
        rows.map(({ id, createdBy }) => [id, createdBy.id]),
        [['s1', 'lena']],
      );
      equal(cursor, undefined);
    });

    test('begins with the newest of either state and a cursor, in one answer or not at all', async ({
      agent,
    }) => {
      const lena = await agent('lena');
      if (!lena.begin) return;
      await lena.apply(create('demo:ticket:1', 's1'), never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(create('demo:ticket:3', 's3'), never);
      await lena.apply(mutation('session.end', { reason: 'agentEnded', sessionId: 's2' }), never);
      const { open, ended, cursor } = await lena.begin(1, never);
      equal(
        [open, ended].map(({ rows }) => rows.map(({ id }) => id)),
        [['s3'], ['s2']],
      );
      const query = { collection: 'sessions', status: 'open', limit: 1, cursor: open.cursor } as const;
      equal((await lena.list(query as never, never)).rows[0]?.id, 's1');
      await lena.apply(say('since then', 's1'), never);
      const { changes } = await lena.changes(cursor, never);
      equal(
        rowsIn(changes).flatMap((change) => (change.collection === 'messages' ? [change.row.text] : [])),
        ['since then'],
      );
    });

    test('shows one team each other’s work', async ({ agent }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      await lena.apply(create(), never);
      const found = await omar.list(
        { collection: 'sessions', context: 'demo:ticket:1', status: 'open', limit: 1 },
        never,
      );
      equal(found.rows.length, 1);
    });

    test('pages newest first, stable while rows are added', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      for (const text of ['1', '2', '3', '4', '5']) await lena.apply(say(text), never);
      const first = await lena.list({ collection: 'messages', sessionId: 's1', limit: 2 }, never);
      await lena.apply(say('6'), never);
      const rest = await pagesOf(lena, 'messages', 2, first.cursor);
      equal(
        [...first.rows, ...rest].map(({ text }) => text),
        ['5', '4', '3', '2', '1'],
      );
    });

    test('filters by session, context and status', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create('demo:ticket:1', 's1'), never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(mutation('session.end', { reason: 'agentEnded', sessionId: 's2' }), never);
      await lena.apply(note('a', 's1'), never);
      await lena.apply(note('b', 's2'), never);
      const ids = async (query: object) =>
        (await lena.list({ collection: 'sessions', limit: 10, ...query }, never)).rows.map(({ id }) => id);
      equal(await ids({ status: 'open' }), ['s1']);
      equal(await ids({ status: 'ended' }), ['s2']);
      equal(await ids({ context: 'demo:ticket:2' }), ['s2']);
      const notes = await lena.list({ collection: 'notes', sessionId: 's2', limit: 10 }, never);
      equal(
        notes.rows.map(({ text }) => text),
        ['b'],
      );
    });

    test('starts the change feed at now', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const start = await lena.changes(undefined, never);
      equal([start.changes, start.more], [[], false]);
      await lena.apply(say('new'), never);
      const next = await lena.changes(start.cursor, never);
      equal(
        next.changes.map(({ collection }) => collection),
        ['messages'],
      );
    });

    test('gives by its changes, page by page, what its lists hold', async ({ agent }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      await omar.changes(undefined, never);
      const { cursor } = await lena.changes(undefined, never);
      await lena.apply(create(), never);
      const texts = Array.from({ length: 120 }, (_, index) => String(index));
      await Promise.all(texts.map((text, index) => (index % 2 ? lena : omar).apply(say(text), never)));
      await Promise.all(texts.map((text) => omar.apply(note(text), never)));
      const followed = await follow(lena, cursor);
      for (const collection of WRITTEN) {
        const rows = await pagesOf(lena, collection, 50);
        equal(
          sorted(followed.filter((c) => c.collection === collection).map((c) => c.row)),
          sorted(rows),
          collection,
        );
      }
    });

    test('applies a mutation once, however often it is sent', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const hello = say('hello');
      const receipts = await Promise.all([1, 2, 3, 4].map(() => lena.apply(hello, never)));
      receipts.push(await lena.apply(hello, never));
      for (const receipt of receipts) equal(receipt, receipts[0]);
      equal((await lena.list({ collection: 'messages', limit: 10 }, never)).rows.length, 1);
    });

    test('refuses another mutation under an id that had one, and keeps the answer of the first', async ({
      agent,
    }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const first = { ...say('hello', 'one'), id: 'twice' };
      const receipt = await lena.apply(first, never);
      for (const other of [say('other', 'one'), say('hello', 'two'), note('hello')])
        await refuses(lena.apply({ ...other, id: 'twice' }, never), 'backend/id-reused');
      equal(await lena.apply(first, never), receipt);
      equal((await lena.list({ collection: 'messages', limit: 9 }, never)).rows.length, 1);
    });

    test('refuses another file under an id that had one', async ({ agent, load }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const options = { id: 'u1', sessionId: 's1', signal: never };
      const ref = await lena.upload(new Blob([PNG]), options);
      await refuses(lena.upload(new Blob([PNG, 'more']), options), 'backend/id-reused');
      equal(await lena.upload(new Blob([PNG]), options), ref);
      const kept = await load(await lena.url(ref, never));
      equal((await kept.arrayBuffer()).byteLength, PNG.length);
    });

    test('keeps what a media item shows once its bytes are there', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const author = { id: 'lena', name: 'Lena', role: 'agent' } as const;
      const item = {
        id: 'p',
        sessionId: 's1',
        kind: 'snapshot',
        name: 'a',
        type: 'image/png',
        size: 11,
      } as const;
      const refs = [];
      for (const id of ['u1', 'u2'])
        refs.push(await lena.upload(new Blob([PNG, id]), { id, sessionId: 's1', signal: never }));
      const media = { ...item, author, createdAt: AT, ref: refs[0] ?? '', width: 4, height: 3 };
      const write = async (change: object) => {
        const receipt = await lena.apply(mutation('media.create', { media: { ...media, ...change } }), never);
        return receipt.status === 'refused' ? receipt.code : receipt.status;
      };
      const placeholder = { ref: undefined, name: 'later', id: 'q' };
      equal(await write(placeholder), 'applied');
      equal(await write({ ...placeholder, name: 'other' }), 'backend/id-reused');
      equal(await write({ ...placeholder, ref: refs[0], width: 5 }), 'backend/id-reused');
      equal(await write({ ...placeholder, ref: refs[0] }), 'applied', 'with its bytes');
      equal(await write({}), 'applied');
      for (const other of [{ ref: refs[1] ?? '' }, { name: 'b' }, { width: 5 }, { height: 2 }])
        equal(await write(other), 'backend/id-reused', JSON.stringify(other));
      equal(
        await write({ createdAt: new Date().toISOString(), type: 'image/gif', size: 12 }),
        'applied',
        'the same again',
      );
    });

    test('lets one of two agents create the session of a ticket, and tells the other of it', async ({
      agent,
    }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      const receipts = await Promise.all([
        lena.apply(create('demo:ticket:1', 's1'), never),
        omar.apply(create('demo:ticket:1', 's2'), never),
      ]);
      const [refused] = receipts.filter((receipt) => receipt.status === 'refused');
      const [applied] = receipts.filter((receipt) => receipt.status === 'applied');
      ok(refused?.status === 'refused' && applied, 'one of each');
      equal(refused.code, 'session/exists');
      equal(refused.changes, applied.changes.slice(0, 1));
    });

    test('sends the real row with a refusal', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
      const again = await lena.apply(mutation('session.end', { reason: 'failed' }), never);
      ok(again.status === 'refused', 'refused');
      equal(again.code, 'session/ended');
      equal(
        rowsIn(again.changes).map(({ row }) => 'endReason' in row && row.endReason),
        ['agentEnded'],
      );
    });

    test('refuses what belongs to no session', async ({ agent }) => {
      const lena = await agent('lena');
      const receipt = await lena.apply(say('hello?'), never);
      equal(receipt.status === 'refused' && receipt.code, 'backend/not-found');
    });

    test('never lets a create replace a row of somebody else', async ({ agent }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      await lena.apply(create('demo:ticket:1', 's1'), never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.apply(say('mine', 'm'), never);
      const same = await omar.apply(say('his', 'm'), never);
      const moved = await omar.apply(say('his', 'm', 's2'), never);
      const codes = [same, moved].map((receipt) => receipt.status === 'refused' && receipt.code);
      equal(codes, ['backend/id-reused', 'backend/conflict']);
      equal((await lena.apply(say('mine', 'm'), never)).status, 'applied', 'the same again');
      const { rows } = await omar.list({ collection: 'messages', limit: 10 }, never);
      equal(
        rows.map(({ text, author }) => [text, author.id]),
        [['mine', 'lena']],
      );
    });

    test('gives text back as it came', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const texts = [
        '<img src=x onerror=alert(1)>',
        '"\'\\;-- \u0001\r\n\u202e',
        '=1+1',
        '👷🏽‍♀️ é ﷽',
        '{"__proto__":1}',
      ];
      for (const text of texts) await lena.apply(say(text), never);
      const { rows } = await lena.list({ collection: 'messages', limit: 10 }, never);
      equal(
        rows.map(({ text }) => text),
        texts.reverse(),
      );
    });

    test('refuses for good what no database keeps: U+0000 and half of a surrogate pair', async ({
      agent,
    }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      for (const bad of ['a\u0000b', '\ud800', 'x\udc00y']) {
        await refuses(lena.apply(say(bad), never), 'backend/invalid-request');
        await refuses(lena.apply(create(`demo:ticket:${bad}`, 's9'), never), 'backend/invalid-request');
        await refuses(
          lena.apply(mutation('session.rename', { title: bad }), never),
          'backend/invalid-request',
        );
      }
      equal((await lena.list({ collection: 'messages', limit: 10 }, never)).rows, []);
    });

    test('keeps tenants apart', async ({ agent }) => {
      const [ours, theirs] = [await agent('lena', 'ours'), await agent('lena', 'theirs')];
      const { cursor } = await theirs.changes(undefined, never);
      await ours.apply(create(), never);
      const ref = await ours.upload(new Blob([PNG]), { id: 'u1', sessionId: 's1', signal: never });
      for (const collection of WRITTEN) equal((await theirs.list({ collection, limit: 10 }, never)).rows, []);
      equal((await theirs.changes(cursor, never)).changes, []);
      equal((await theirs.apply(say('hi'), never)).status, 'refused');
      await refuses(theirs.url(ref, never), 'backend/not-found');
      await refuses(
        theirs.invite({ sessionId: 's1', channel: 'link', role: 'participant' }, never),
        'backend/not-found',
      );
    });

    test('refuses a cursor of a time that is not here, as after a restored backup', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const { cursor } = await lena.changes(undefined, never);
      await refuses(lena.changes(cursor.replace(/\d+/, '999999'), never), 'backend/invalid-request');
    });

    test('tells watchers that something changed', async ({ agent }) => {
      const [lena, omar] = [await agent('lena'), await agent('omar')];
      await lena.apply(create(), never);
      await new Promise<void>((resolve, reject) => {
        // A change is asked for until it is heard: when the watch is ready is the backend's affair.
        const stop = omar.watch?.(() => {
          clearInterval(again);
          stop?.();
          resolve();
        });
        const again = setInterval(() => void lena.apply(say('psst'), never).catch(reject), 50);
      });
    });

    test('keeps a file and gives a URL that loads it', async ({ agent, load }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const shares: number[] = [];
      const options = {
        id: 'u1',
        sessionId: 's1',
        signal: never,
        onProgress: (share: number) => void shares.push(share),
      };
      const ref = await lena.upload(new Blob([PNG], { type: 'image/png' }), options);
      equal(
        await lena.upload(new Blob([PNG], { type: 'image/png' }), options),
        ref,
        'the same id, the same ref',
      );
      equal(shares.at(-1), 1);
      const answer = await load(await lena.url(ref, never));
      equal([...new Uint8Array(await answer.arrayBuffer())], [...PNG]);
    });

    test('says of a file what its bytes say', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      await lena.apply(create('demo:ticket:2', 's2'), never);
      await lena.upload(new Blob([PNG]), { id: 'u1', sessionId: 's1', signal: never });
      await lena.upload(new Blob(['%PDF-1.7']), { id: 'u2', sessionId: 's1', signal: never });
      const author = { id: 'lena', name: 'Lena', role: 'agent' } as const;
      const called = { kind: 'snapshot', name: 'a\r\nX: 1\u202E', type: 'text/html', size: 1 } as const;
      const write = async (id: string, ref: { ref?: string }, sessionId = 's1') =>
        lena.apply(
          mutation('media.create', {
            sessionId,
            media: { ...called, ...ref, id, sessionId, author, createdAt: AT },
          }),
          never,
        );
      await write('waits', {});
      await write('png', { ref: 'u1' });
      await write('pdf', { ref: 'u2' });
      for (const receipt of [await write('none', { ref: 'u9' }), await write('moved', { ref: 'u1' }, 's2')])
        equal(receipt.status === 'refused' && receipt.code, 'backend/not-found');
      const { rows } = await lena.list({ collection: 'media', limit: 9 }, never);
      equal(
        rows.map(({ id, kind, name, type, size }) => [id, kind, name, type, size]),
        [
          ['pdf', 'document', 'a X: 1', 'application/pdf', 8],
          ['png', 'snapshot', 'a X: 1', 'image/png', PNG.length],
          ['waits', 'snapshot', 'a X: 1', 'application/octet-stream', 1],
        ],
      );
    });

    test('keeps its own time: what a device says is a hint, within bounds', async ({
      agent,
      clock,
      advance,
    }) => {
      const lena = await agent('lena');
      const time = (ms = 0): string => new Date(clock() + ms).toISOString();
      const [past, future] = ['1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
      const [start] = rowsIn((await lena.apply({ ...create(), at: past }, never)).changes);
      equal(start?.collection === 'sessions' && start.row.createdAt, time());
      advance(DAY);
      for (const createdAt of [past, future, time(1), '2026-99-99T99:99:99.999Z', time(-60_000)])
        await lena.apply(said('when?', createdAt), never);
      const { rows } = await lena.list({ collection: 'messages', limit: 9 }, never);
      equal(
        rows.map(({ createdAt }) => createdAt),
        [time(-60_000), time(), time(), time(), time()],
      );
      for (const at of [past, future]) {
        const event = { id: at.slice(0, 4), sessionId: 's1', at, kind: 'marked' } as const;
        const { changes } = await lena.apply(mutation('event.append', { event }), never);
        const [line] = rowsIn(changes);
        equal(line?.collection === 'events' && line.row.at, time());
      }
      const receipt = await lena.apply(mutation('session.end', { reason: 'agentEnded', at: future }), never);
      const [end] = rowsIn(receipt.changes);
      equal(end?.collection === 'sessions' && end.row.endedAt, time());
    });

    test('ends each call with the reason of its signal', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const reason = new DOMException('no longer wanted', 'AbortError');
      const aborted = AbortSignal.abort(reason);
      const calls = [
        lena.list({ collection: 'sessions', limit: 1 }, aborted),
        lena.changes(undefined, aborted),
        lena.apply(say('x'), aborted),
        lena.upload(new Blob([PNG]), { id: 'u', sessionId: 's1', signal: aborted }),
        lena.url('u', aborted),
        lena.invite({ sessionId: 's1', channel: 'link', role: 'participant' }, aborted),
        lena.revoke('i', aborted),
        lena.preview('t', aborted),
        lena.enter({ kind: 'agent', sessionId: 's1', key: {} }, aborted),
      ];
      for (const outcome of await Promise.allSettled(calls))
        ok(
          outcome.status === 'rejected' && outcome.reason === reason,
          `not the reason: ${JSON.stringify(outcome)}`,
        );
      equal((await lena.list({ collection: 'messages', limit: 1 }, never)).rows, []);
    });

    test('replaces a media item of the same author once its bytes are there', async ({ agent }) => {
      const lena = await agent('lena');
      await lena.apply(create(), never);
      const author = { id: 'lena', name: 'Lena', role: 'agent' } as const;
      const media = {
        id: 'p',
        sessionId: 's1',
        kind: 'snapshot',
        name: 'a.png',
        type: 'image/png',
        size: 11,
      } as const;
      await lena.apply(mutation('media.create', { media: { ...media, author, createdAt: AT } }), never);
      await lena.upload(new Blob([PNG]), { id: 'u1', sessionId: 's1', signal: never });
      await lena.apply(
        mutation('media.create', { media: { ...media, author, createdAt: AT, ref: 'u1' } }),
        never,
      );
      const { rows } = await lena.list({ collection: 'media', limit: 10 }, never);
      equal(
        rows.map(({ ref }) => ref),
        ['u1'],
      );
    });
  });
}

async function pagesOf<C extends Collection>(
  backend: BackendPort,
  collection: C,
  limit: number,
  from?: string,
): Promise<Row<C>[]> {
  const page = await backend.list(
    { collection, limit, ...(from === undefined ? {} : { cursor: from }) },
    never,
  );
  return page.cursor === undefined
    ? [...page.rows]
    : [...page.rows, ...(await pagesOf(backend, collection, limit, page.cursor))];
}

/** The rows that somebody has who applied every page of changes. */
async function follow(backend: BackendPort, from: string): Promise<Change[]> {
  const rows = new Map<string, Change>();
  for (let cursor = from; ;) {
    const page = await backend.changes(cursor, never);
    for (const change of rowsIn(page.changes)) rows.set(`${change.collection}/${change.row.id}`, change);
    if (!page.more) return [...rows.values()];
    cursor = page.cursor;
  }
}

const sorted = (rows: readonly { id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
