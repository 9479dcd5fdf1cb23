import { type AnyChange, namedIn } from '../../../src/domain.js';
import type { StoredRow } from './storage.js';

/** In bytes of JSON. Readers take answers of 5 MB; a page of two hundred long notes would be ten times as large. */
const LARGEST_PAGE = 1024 * 1024;

/** So many of the rows, from the first, as fit into one answer: one at least, `most` at most. */
export function fitting<C extends AnyChange>(
  rows: readonly StoredRow<C>[],
  most: number,
): readonly StoredRow<C>[] {
  const text = new TextEncoder();
  let size = 0;
  const over = rows.slice(0, most).findIndex(({ change }, index) => {
    size += text.encode(JSON.stringify(namedIn(change))).length;
    return index > 0 && size > LARGEST_PAGE;
  });
  return rows.slice(0, over < 0 ? most : over);
}
