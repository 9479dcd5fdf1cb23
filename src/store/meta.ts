import { soughtOf } from '../domain/sessions/query.js';
import type { ShownSessions } from './store.js';

/** Where `changes` goes on. */
export const CHANGES = 'changes';

/** Where a list of sessions goes on. What is looked for shares one place, so that the copy does not fill with it. */
export const listMeta = (query: ShownSessions): string =>
  `${lookedFor(query) ? 'search' : 'list'}:${query.status}:${query.context ?? ''}`;

/** Names what is looked for, in whatever way it was typed; empty where nothing is. */
export const lookedFor = (query: ShownSessions): string => soughtOf(query).join(' ');

/** Says that everything of a kind that belongs to the tenant has been fetched. */
export const tenantMeta = (collection: string): string => `all:${collection}`;

/** Says that everything of a session has been fetched. */
export const sessionMeta = (id: string): string => `session:${id}`;
