import { lookedFor } from '../domain/sessions/query.js';
import type { ShownSessions } from './store.js';

/** Where `changes` goes on. */
export const CHANGES = 'changes';

/** Where a list of sessions goes on. What is looked for shares one place, so that the copy does not fill with such. */
export const listMeta = (query: ShownSessions): string =>
  `${lookedFor(query) ? 'search' : 'list'}:${query.status}:${query.context ?? ''}`;

/** Says that everything of a kind that belongs to the tenant has been fetched. */
export const tenantMeta = (collection: string): string => `all:${collection}`;

/** Says that everything of a session has been fetched. */
export const sessionMeta = (id: string): string => `session:${id}`;
