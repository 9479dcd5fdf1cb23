import type { AnyChange, Change } from './change.js';
import { ruleOf, type Mutation } from './mutation.js';
import { COLLECTIONS } from './collections.js';
import type { Collection } from './records.js';
import { rulesOf } from './rules.js';
import type { Standing } from './standing.js';

/** What a guest of this standing sees anything of. */
export const seenCollections = ({ level }: Standing): readonly Collection[] =>
  COLLECTIONS.filter((collection) => rulesOf(collection)?.guests?.at.includes(level));

/** The row as this guest may have it, or that it is gone; undefined: not at all. */
export function shownTo(standing: Standing, change: AnyChange): AnyChange | undefined {
  const guests = rulesOf(change.collection)?.guests;
  if (!guests?.at.includes(standing.level)) return undefined;
  if (!('row' in change)) return change;
  const row = guests.shown ? guests.shown(change.row, standing) : change.row;
  return row && ({ collection: change.collection, row } as Change);
}

/** Whether this guest may write that, now. */
export function mayWrite(standing: Standing, mutation: Mutation): boolean {
  const { guests } = ruleOf(mutation);
  if (!guests?.at.includes(standing.level)) return false;
  return guests.isInTime?.(mutation, standing) ?? true;
}
