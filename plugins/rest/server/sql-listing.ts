import { isByEnd, isLatestFirst, soughtOf } from '../../../src/domain.js';
import { goesByArrival } from './page-cursor.js';
import { asTsquery } from './sql-terms.js';
import type { ListSpec } from './storage.js';

type Condition = readonly [test: string, value: unknown];

/** The rows of a list, in its order, over the indexes of the migrations: all but the columns of a `select`. */
export function listing(
  tenant: string,
  spec: ListSpec,
): { readonly text: string; readonly values: unknown[] } {
  const conditions: readonly Condition[] = [
    ['tenant = ?', tenant],
    ['collection = ?', spec.collection],
    ['session_id = ?', spec.sessionId],
    ...(spec.collection === 'sessions' ? ofSessions(spec) : []),
    ['born < ?', spec.before],
  ];
  const said = conditions.filter(([, value]) => value !== undefined);
  const where = said.map(([test], index) => test.replace('?', `$${index + 1}`)).join(' and ');
  const values = [...said.map(([, value]) => value), spec.limit];
  const order = goesByArrival(spec)
    ? 'born desc'
    : `${placeIn(spec)} ${isLatestFirst(spec.sort) ? 'desc' : 'asc'}`;
  const text = `from nearhand_rows where ${where} and deleted_at is null order by ${order} limit $${values.length}`;
  return { text, values };
}

/** The column of a session's place (`placeOf`). A time alone comes before all places of that time. */
const placeIn = ({ sort }: ListSpec): 'begun' | 'closed' => (isByEnd(sort) ? 'closed' : 'begun');

function ofSessions(spec: ListSpec): Condition[] {
  const sought = soughtOf(spec);
  const place = placeIn(spec);
  return [
    ['context = ?', spec.context],
    ['status = ?', spec.status],
    ['agent = ?', spec.agent],
    ['terms @@ ?::text::tsquery', sought.length > 0 ? asTsquery(sought) : undefined],
    [`${place} >= ?`, spec.from ?? ''],
    [`${place} < ?`, spec.to],
    [`${place} ${isLatestFirst(spec.sort) ? '<' : '>'} ?`, spec.after],
  ];
}
