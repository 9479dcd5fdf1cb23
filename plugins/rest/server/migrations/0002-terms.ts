import { fillTerms } from './fill-terms.js';
import type { Migration } from './migration.js';

/**
 * What sessions are found by. A session that a server of the release before writes beside this one keeps the terms that it
 * had, or has none until it is next written.
 */
export const terms: Migration = {
  name: '0002-terms',
  up: async (query) => {
    await query('alter table nearhand_rows add column terms tsvector');
    await fillTerms(query);
    await query(
      'create index nearhand_rows_terms on nearhand_rows using gin (terms) where terms is not null',
    );
  },
};
