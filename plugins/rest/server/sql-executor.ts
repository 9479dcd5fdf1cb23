export type SqlRow = Readonly<Record<string, unknown>>;
export type SqlQuery = (text: string, values?: readonly unknown[]) => Promise<readonly SqlRow[]>;

/** The little of a Postgres client that the storage needs. */
export interface SqlExecutor {
  readonly query: SqlQuery;
  transaction<T>(work: (query: SqlQuery) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
