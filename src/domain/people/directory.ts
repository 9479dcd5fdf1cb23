import type { Person } from '../session.js';
import type { DirectoryEntry } from './schema.js';

/** Somebody who signs in is there, by the name that they now have; undefined: there is nothing to write. */
export function signedIn(
  kept: DirectoryEntry | undefined,
  { id, name, role }: Person,
): DirectoryEntry | undefined {
  if (kept?.removedAt !== undefined || kept?.name === name) return undefined;
  return { role, ...kept, id, name };
}

/** How somebody was reached goes with them; who they were stays, since rows of sessions name them. */
export const removed = ({ id, name, role }: DirectoryEntry, removedAt: string): DirectoryEntry => ({
  id,
  name,
  role,
  removedAt,
});
