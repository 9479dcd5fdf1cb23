import type { SqlQuery } from '../sql-executor.js';

/**
 * One step from the tables of one release to those of the next, in one transaction. Once released it is never changed: a
 * mistake in it is mended by the next one. Servers of the release before may still run beside it, so that it only adds
 * what they can do without; what they use is taken away a release later.
 */
export interface Migration {
  /** Its number, which is its place in the register, and what it does: `0001-rows`. */
  readonly name: string;
  up(query: SqlQuery): Promise<void>;
}

/** A migration that is some statements, one after the other. */
export const statements = (name: string, texts: readonly string[]): Migration => ({
  name,
  up: async (query) => {
    for (const text of texts) await query(text);
  },
});
