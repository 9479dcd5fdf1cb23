import { type AnyChange, type Change, type Receipt, rowsIn } from '../../../src/domain.js';
import type { KeptReceipt, StorageReader } from './storage.js';

/** A receipt as it is kept: what it says, and which rows. */
export function toKeep(receipt: Receipt, digest: string): KeptReceipt {
  const rows = rowsIn(receipt.changes).map(({ collection, row: { id } }) => ({ collection, id }));
  const changes = receipt.changes.filter((change) => !('row' in change));
  return { receipt: { ...receipt, changes }, rows, digest };
}

/** The same receipt where it is asked for again: its rows as they now are, without those that have gone since. */
export async function receiptNow(
  { receipt, rows = [] }: KeptReceipt,
  reader: StorageReader,
): Promise<Receipt> {
  const deletions = receipt.changes.filter((change) => !('row' in change));
  const ofBefore = rowsIn(receipt.changes).map(({ collection, row: { id } }) => ({ collection, id }));
  const changes: AnyChange[] = [];
  for (const { collection, id } of [...ofBefore, ...rows]) {
    const row = await reader.get(collection, id);
    if (row) changes.push({ collection, row } as Change);
  }
  return { ...receipt, changes: [...changes, ...deletions] };
}
