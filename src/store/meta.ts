import type { SessionQuery } from './store.js';

/** Where `changes` goes on. */
export const CHANGES = 'changes';

/** Where a list of sessions goes on. */
export const listMeta = ({ status, context = '' }: Omit<SessionQuery, 'limit'>): string =>
  `list:${status}:${context}`;

/** Says that everything of a kind that belongs to the tenant has been fetched. */
export const tenantMeta = (collection: string): string => `all:${collection}`;

/** Says that everything of a session has been fetched. */
export const sessionMeta = (id: string): string => `session:${id}`;
