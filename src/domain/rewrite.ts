import type { AnyChange, Change } from './change.js';
import type { ErrorCode } from './error-code.js';
import type { Row } from './records.js';
import { rulesOf } from './rules.js';
import { sessionIdOf } from './session-of.js';

/**
 * What a created row becomes where one of its id is already kept, by the rule of its kind (`again`). The same again
 * changes nothing; another under the same id is refused, as is one of another session.
 */
export function rewrite(change: AnyChange, existing: Row | undefined): AnyChange | ErrorCode {
  if (!('row' in change)) return change;
  const rules = rulesOf(change.collection);
  if (!existing || !rules?.again) return change;
  const kept = { collection: change.collection, row: existing } as Change;
  if (sessionIdOf(kept) !== sessionIdOf(change)) return 'backend/conflict';
  const again = rules.again(change.row, existing);
  if (again === 'other') return 'backend/id-reused';
  return again === 'same' ? kept : change;
}
