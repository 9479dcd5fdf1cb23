import type * as v from 'valibot';

/** What is known of a kind of record before anything of it is written. Its writes are in its `rules.ts`. */
export interface Kind {
  /** What a row is. With a `sessionId` it belongs to that session, without one to the tenant. */
  readonly schema: v.GenericSchema<unknown, { readonly id: string }>;
  /** Every read of the local copy goes over one of these, by equality on the first parts and in the order of the last. */
  readonly indexes: Readonly<Record<string, readonly `row.${string}`[]>>;
}
