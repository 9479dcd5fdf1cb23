import { wasLetIn } from '../session.js';
import type { Session } from '../session.js';
import type { Standing } from '../standing.js';

/**
 * The session without the vendor's ticket. In the waiting room it is what the page shows there: what it is about, who
 * invites, and oneself. Who was never let in is shown to no guest.
 */
export function sessionShownTo({ level, person }: Pick<Standing, 'level' | 'person'>, row: Session): Session {
  const waits = level === 'waiting' || level === 'gone';
  const people = row.people.filter((one) => one.id === person.id || (!waits && wasLetIn(one)));
  const { startedAt, ...rest } = row;
  const shown = { ...rest, context: `nearhand:session:${row.id}`, people };
  return waits || startedAt === undefined ? shown : { ...shown, startedAt };
}
