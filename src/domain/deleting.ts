import type { Collection, Row } from './records.js';
import type { Person, Session } from './session.js';
import type { Outcome, ReduceInput, Stamp } from './write.js';

/** The kinds whose rows have an author. */
type Authored = {
  [C in Collection]: Row<C> extends { author: Person; sessionId: string } ? C : never;
}[Collection];

type Named = { rowId: string };

/**
 * The rule of a write that takes a row out, also after the end: its author may, and an admin; of other agents nobody, or
 * where `others` says so all of them.
 */
export const deleting = (collection: Authored, others: 'nobody' | 'agents') =>
  ({
    to: 'any session',
    about: ({ rowId }: Named) => ({ collection, id: rowId }),
    apply({ at }: Stamp & Named, { id: sessionId }: Session, actor: Person, input: ReduceInput): Outcome {
      const { row, rank } = input;
      if (!row || !('author' in row) || row.sessionId !== sessionId) return { refused: 'backend/not-found' };
      const isOthersToo = rank === 'admin' || (others === 'agents' && actor.role === 'agent');
      if (row.author.id !== actor.id && !isOthersToo) return { refused: 'backend/forbidden' };
      return { changes: [{ collection, deleted: { id: row.id, sessionId }, at }] };
    },
  }) as const;
