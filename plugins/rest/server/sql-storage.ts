import {
  type AnyChange,
  type Change,
  type Collection,
  type Deletion,
  namedIn,
  type Receipt,
  type Row,
  type Session,
  sessionIdOf,
  termsOf,
} from '../../../src/domain.js';
import { migrate } from './migrations/migrate.js';
import { MIGRATIONS } from './migrations/register.js';
import { guarded } from './sql-error.js';
import type { SqlExecutor, SqlQuery, SqlRow } from './sql-executor.js';
import { listing } from './sql-listing.js';
import { lock } from './sql-lock.js';
import { SqlStatistics } from './sql-statistics.js';
import { asList, AS_TSVECTOR } from './sql-terms.js';
import { asKept } from './storage.js';
import type {
  BlobInfo,
  FeedScope,
  KeptReceipt,
  ListSpec,
  Storage,
  StorageReader,
  StorageWriter,
  StoredBlob,
  StoredRow,
} from './storage.js';

/** Keeps everything in Postgres: PGlite or a server, whichever the executor talks to. */
export class SqlStorage implements Storage {
  readonly #sql: SqlExecutor;
  readonly #statistics: SqlStatistics;

  private constructor(sql: SqlExecutor, statistics: SqlStatistics) {
    this.#sql = sql;
    this.#statistics = statistics;
  }

  /** @throws Error where its tables are of a newer release */
  static async open(executor: SqlExecutor): Promise<SqlStorage> {
    const sql = guarded(executor);
    const statistics = new SqlStatistics(sql.query);
    try {
      await migrate(sql, MIGRATIONS);
      await statistics.renew();
    } catch (error) {
      await sql.close().catch(() => undefined);
      throw error;
    }
    return new SqlStorage(sql, statistics);
  }

  read(tenant: string): StorageReader {
    return new SqlReader(this.#sql.query, tenant);
  }

  async write<T>(tenant: string, work: (writer: StorageWriter) => Promise<T>): Promise<T> {
    const { result, written } = await this.#sql.transaction(async (query) => {
      // Released with the commit: the next writer's `seq` is larger than all that readers can see by then.
      await lock(query, `nearhand tenant ${tenant}`);
      const writer = new SqlWriter(query, tenant);
      return { result: await work(writer), written: writer.written };
    });
    this.#statistics.onWritten(written);
    return result;
  }

  async setting(name: string, make: () => Promise<string>): Promise<string> {
    const [kept] = await this.#sql.query('select value from nearhand_settings where name = $1', [name]);
    if (kept) return String(kept['value']);
    const values = [name, await make()];
    await this.#sql.query('insert into nearhand_settings values ($1, $2) on conflict do nothing', values);
    return this.setting(name, make);
  }

  async putBlob(tenant: string, blob: StoredBlob): Promise<StoredBlob> {
    await this.#sql.query('insert into nearhand_blobs values ($1, $2, $3, $4, $5) on conflict do nothing', [
      tenant,
      blob.id,
      blob.sessionId,
      blob.type,
      blob.bytes,
    ]);
    const [kept] = await this.#sql.query(
      'select session_id, type from nearhand_blobs where tenant = $1 and id = $2',
      [tenant, blob.id],
    );
    return { ...blob, sessionId: String(kept?.['session_id']), type: String(kept?.['type']) };
  }

  async blob(tenant: string, id: string): Promise<StoredBlob | undefined> {
    const text = 'select session_id, type, bytes from nearhand_blobs where tenant = $1 and id = $2';
    const [kept] = await this.#sql.query(text, [tenant, id]);
    if (!kept) return undefined;
    const bytes = new Uint8Array(kept['bytes'] as Uint8Array<ArrayBuffer>);
    return { id, sessionId: String(kept['session_id']), type: String(kept['type']), bytes };
  }

  async blobInfo(tenant: string, id: string): Promise<BlobInfo | undefined> {
    const text =
      'select session_id, type, octet_length(bytes) as size from nearhand_blobs where tenant = $1 and id = $2';
    const [kept] = await this.#sql.query(text, [tenant, id]);
    if (!kept) return undefined;
    return {
      id,
      sessionId: String(kept['session_id']),
      type: String(kept['type']),
      size: Number(kept['size']),
    };
  }

  async close(): Promise<void> {
    await this.#statistics.rest();
    await this.#sql.close();
  }
}

const COLUMNS = 'collection, born, seq, deleted_at, row::text as row';

class SqlReader implements StorageReader {
  protected readonly query: SqlQuery;
  protected readonly tenant: string;

  constructor(query: SqlQuery, tenant: string) {
    this.query = query;
    this.tenant = tenant;
  }

  async get<C extends Collection>(collection: C, id: string): Promise<Row<C> | undefined> {
    const text = `select ${COLUMNS} from nearhand_rows where tenant = $1 and collection = $2 and id = $3 and deleted_at is null`;
    const [found] = await this.query(text, [this.tenant, collection, id]);
    return found && (stored(found).change.row as Row<C>);
  }

  async isDeleted(collection: Collection, id: string): Promise<boolean> {
    const text =
      'select 1 from nearhand_rows where tenant = $1 and collection = $2 and id = $3 and deleted_at is not null';
    return (await this.query(text, [this.tenant, collection, id])).length > 0;
  }

  async openSession(context: string): Promise<Session | undefined> {
    const [found] = await this.list({ collection: 'sessions', context, status: 'open', limit: 1 });
    return found?.change.row as Session | undefined;
  }

  async list(spec: ListSpec): Promise<StoredRow[]> {
    const { text, values } = listing(this.tenant, spec);
    return (await this.query(`select ${COLUMNS} ${text}`, values)).map(stored);
  }

  async since(seq: number, limit: number, scope?: FeedScope): Promise<StoredRow<AnyChange>[]> {
    const values = [this.tenant, seq, limit, ...(scope ? [scope.sessionId, [...scope.collections]] : [])];
    const narrow = scope ? 'and session_id = $4 and collection = any($5::text[])' : '';
    const text = `select ${COLUMNS} from nearhand_rows where tenant = $1 and seq > $2 ${narrow} order by seq limit $3`;
    return (await this.query(text, values)).map(storedOrDeleted);
  }

  async head(): Promise<number> {
    const text = 'select coalesce(max(seq), 0) as head from nearhand_rows where tenant = $1';
    const [found] = await this.query(text, [this.tenant]);
    return Number(found?.['head'] ?? 0);
  }
}

class SqlWriter extends SqlReader implements StorageWriter {
  /** Rows so far. */
  written = 0;

  async put(change: AnyChange): Promise<void> {
    this.written += 1;
    const { collection } = change;
    const session = change.collection === 'sessions' && 'row' in change ? change.row : undefined;
    // Asked before anything goes: it never counts back.
    const seq = (await this.head()) + 1;
    if (collection === 'sessions' && !session) await this.#clear(namedIn(change).id);
    await this.query(
      `insert into nearhand_rows (tenant, collection, id, session_id, born, seq, context, status, terms, row, deleted_at)
       values ($1, $2, $3, $4, $5, $5, $6, $7, ${AS_TSVECTOR('$8')}, $9::text::json, $10)
       on conflict (tenant, collection, id) do update set
         seq = excluded.seq, context = excluded.context, status = excluded.status, terms = excluded.terms,
         row = excluded.row, deleted_at = excluded.deleted_at`,
      [
        this.tenant,
        collection,
        namedIn(change).id,
        sessionIdOf(change) ?? '',
        seq,
        session?.context ?? null,
        session?.status ?? null,
        session ? asList(termsOf(session)) : null,
        JSON.stringify(namedIn(change)),
        'row' in change ? null : change.at,
      ],
    );
  }

  async deleteBlob(id: string): Promise<void> {
    await this.query('delete from nearhand_blobs where tenant = $1 and id = $2', [this.tenant, id]);
  }

  async receipt(key: string): Promise<KeptReceipt | undefined> {
    const text = 'select receipt::text as receipt from nearhand_receipts where tenant = $1 and key = $2';
    const [found] = await this.query(text, [this.tenant, key]);
    return found && asKept(JSON.parse(String(found['receipt'])) as KeptReceipt | Receipt);
  }

  async keepReceipt(key: string, kept: KeptReceipt): Promise<void> {
    await this.query('insert into nearhand_receipts values ($1, $2, $3::text::json)', [
      this.tenant,
      key,
      JSON.stringify(kept),
    ]);
  }

  /** All that belongs to a session. */
  async #clear(sessionId: string): Promise<void> {
    const own = [this.tenant, sessionId];
    await this.query(
      "delete from nearhand_rows where tenant = $1 and session_id = $2 and collection <> 'sessions'",
      own,
    );
    await this.query('delete from nearhand_blobs where tenant = $1 and session_id = $2', own);
  }
}

function storedOrDeleted(found: SqlRow): StoredRow<AnyChange> {
  if (found['deleted_at'] === null) return stored(found);
  const { change, born, seq } = stored(found);
  const deletion = {
    collection: change.collection,
    deleted: change.row as Deletion['deleted'],
    at: String(found['deleted_at']),
  };
  return { change: deletion, born, seq };
}

function stored(found: SqlRow): StoredRow {
  const change = { collection: found['collection'], row: JSON.parse(String(found['row'])) } as Change;
  return { change, born: Number(found['born']), seq: Number(found['seq']) };
}
