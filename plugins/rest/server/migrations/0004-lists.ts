import { fillTerms } from './fill-terms.js';
import type { Migration } from './migration.js';

const ofSessions = (expression: string): string => `case when collection = 'sessions' then ${expression} end`;

/** Of those that ended it need not say that they have: no other has a place there. */
const LISTS = [
  ['begun', 'begun', 'begun'],
  ['begun_state', 'status, begun', 'begun'],
  ['begun_agent', 'agent, status, begun', 'begun'],
  ['begun_ticket', 'context, status, begun', 'begun'],
  ['closed', 'closed', 'closed'],
  ['closed_agent', 'agent, closed', 'closed'],
  ['closed_ticket', 'context, closed', 'closed'],
] as const;

/**
 * What lists of sessions are narrowed and sorted by: whose each is, and its place by when it was begun and by when it ended
 * (`placeOf`), in collation C, which has the same order everywhere. The database makes them from the row, so that they are
 * also there where a server of the release before writes beside this one; the terms, which say from now on how somebody is
 * in a session, that one writes as it knows them. It reads over the indexes `_status` and `_context`, which therefore stay.
 */
export const lists: Migration = {
  name: '0004-lists',
  up: async (query) => {
    await query(`alter table nearhand_rows
      add column agent text collate "C" generated always as (${ofSessions("row->'createdBy'->>'id'")}) stored,
      add column begun text collate "C" generated always as (${ofSessions("(row->>'createdAt') || ' ' || id")}) stored,
      add column closed text collate "C" generated always as (${ofSessions("(row->>'endedAt') || ' ' || id")}) stored`);
    for (const [name, columns, place] of LISTS)
      await query(
        `create index nearhand_${name} on nearhand_rows (tenant, ${columns}) where ${place} is not null`,
      );
    // What waits in a list of its own to be sorted into the index, every search goes through, and so the planner avoids it;
    // an embedded database, which has nobody who tidies up, would keep up to 4 MB there.
    await query('alter index nearhand_rows_terms set (fastupdate = off)');
    await query("select gin_clean_pending_list('nearhand_rows_terms'::regclass)");
    await fillTerms(query);
  },
};
