import type { AnyChange } from '../domain/change.js';
import { COLLECTIONS } from '../domain/collections.js';
import type { Collection } from '../domain/records.js';
import type { Person } from '../domain/session.js';
import { isNearhandError, NearhandError } from '../host/errors.js';
import type { Beginning, Page } from '../ports/backend-port.js';
import type { Early } from './early.js';
import { asChange, layFromServer, OVERLAY_TABLES } from './overlay.js';
import { listMeta, CHANGES } from './meta.js';
import type { Remote } from './remote.js';
import { INDEXES, type IndexName, type MetaRow, type TableName } from './schema.js';
import type { Tables, Writer } from './tables.js';

const TABLES: readonly TableName[] = [...OVERLAY_TABLES, 'meta'];

export interface PullerOptions {
  readonly tables: Tables;
  readonly remote: Remote;
  readonly user: Person;
  /** May have asked for the beginning already. */
  readonly early?: Early | undefined;
}

/** Brings in what others wrote. */
export class Puller {
  readonly #tables: Tables;
  readonly #remote: Remote;
  readonly #actor: Person;
  readonly #early: Early | undefined;

  constructor({ tables, remote, user, early }: PullerOptions) {
    this.#tables = tables;
    this.#remote = remote;
    this.#actor = user;
    this.#early = early;
  }

  async pull(signal: AbortSignal): Promise<void> {
    const cursor = await this.#cursor();
    if (cursor === undefined) return this.#beginAfresh(signal);
    this.#early?.drop();
    try {
      await this.#follow(cursor, signal);
    } catch (error) {
      if (!isForgotten(error)) throw error;
      await this.#keepBeginning(await this.#remote.begin(signal), forgetServerRows);
    }
  }

  async #beginAfresh(signal: AbortSignal): Promise<void> {
    const early = this.#early?.take();
    const beginning = await (early ?? this.#remote.begin(signal));
    signal.throwIfAborted();
    await this.#keepBeginning(beginning, () => Promise.resolve());
    // It was asked before anybody here listened: what came since is asked for.
    if (early) await this.#follow(beginning.cursor, signal);
  }

  async #cursor(): Promise<string | undefined> {
    const row = await this.#tables.read(['meta'], (reader) => reader.get('meta', CHANGES));
    return row?.cursor ?? undefined;
  }

  async #follow(from: string, signal: AbortSignal): Promise<void> {
    let cursor = from;
    for (;;) {
      const page = await this.#remote.changes(cursor, signal);
      if (page.changes.length > 0 || page.cursor !== cursor)
        await this.#keep(page.changes, [changesAt(page.cursor)]);
      if (!page.more) return;
      if (page.cursor === cursor)
        throw new NearhandError('backend/invalid-response', 'More changes, but the cursor stands still');
      cursor = page.cursor;
    }
  }

  async #keepBeginning(
    { open, ended, cursor }: Beginning,
    prepare: (writer: Writer) => Promise<void>,
  ): Promise<void> {
    const rows = [...open.rows, ...ended.rows].map((row) => asChange('sessions', row));
    await this.#tables.write(TABLES, async (writer) => {
      await prepare(writer);
      await layFromServer(writer, rows, this.#actor);
      for (const row of [changesAt(cursor), listAt('open', open), listAt('ended', ended)])
        await writer.put('meta', row);
    });
  }

  async #keep(changes: readonly AnyChange[], meta: readonly MetaRow[]): Promise<void> {
    await this.#tables.write(TABLES, async (writer) => {
      await layFromServer(writer, changes, this.#actor);
      for (const row of meta) await writer.put('meta', row);
    });
  }
}

const listAt = (status: 'open' | 'ended', { cursor }: Page<'sessions'>): MetaRow => ({
  id: listMeta({ status }),
  cursor: cursor ?? null,
});

const changesAt = (cursor: string): MetaRow => ({ id: CHANGES, cursor });

/** The backend no longer knows our cursor. */
const isForgotten = (error: unknown): boolean =>
  isNearhandError(error) &&
  ['backend/not-found', 'backend/invalid-request', 'backend/conflict'].includes(error.code);

/** Without a cursor nobody tells us what became of these rows. Guesses stay, the outbox stays. */
async function forgetServerRows(writer: Writer): Promise<void> {
  await writer.clear('meta');
  for (const collection of COLLECTIONS) {
    const [index] = Object.keys(INDEXES[collection]) as IndexName<Collection>[];
    const all = index ? await writer.page<Collection>(collection, index, []) : [];
    for (const kept of all) if (kept.origin === 'server') await writer.delete(collection, kept.id);
  }
}
