import { statements } from './migration.js';

/**
 * Where it is set, `row` holds nothing but the names of the row that was. The release before takes that for a row without
 * its members, which its clients leave out. The index is for the files that go with a session.
 */
export const deletions = statements('0003-deletions', [
  'alter table nearhand_rows add column deleted_at text',
  'create index nearhand_blobs_session on nearhand_blobs (tenant, session_id)',
]);
