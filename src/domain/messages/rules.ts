import { deleting } from '../deleting.js';
import { created, sameBy, type KindRules } from '../kind-rules.js';
import { saidAfterwards } from '../standing.js';
import type { Person, Session } from '../session.js';
import { Id } from '../primitives.js';
import { write } from '../write.js';
import { Message } from './schema.js';

export const messageRules = {
  guests: {
    at: ['admitted', 'over'],
    shown: (row, standing) => (saidAfterwards(standing, row.createdAt) ? undefined : row),
  },
  again: sameBy(({ author, text }) => [author.id, text]),
  writes: [
    write(
      'message.create',
      { message: Message },
      {
        to: 'any session',
        guests: {
          at: ['admitted', 'over'],
          isInTime: ({ message }, standing) => !saidAfterwards(standing, message.createdAt),
        },
        timely: ({ message, ...rest }, { written }) => ({
          ...rest,
          message: { ...message, createdAt: written(message.createdAt) },
        }),
        apply: ({ message }, session, actor) =>
          created(session, { collection: 'messages', row: asSaid(message, session, actor) }),
      },
    ),
    write(
      'message.delete',
      { rowId: Id },
      { ...deleting('messages', 'nobody'), guests: { at: ['admitted', 'over'] } },
    ),
  ],
} as const satisfies KindRules<'messages'>;

/**
 * An agent's device may pass on what a guest of this session said while that guest could not reach the backend; the row
 * says that it did.
 */
function asSaid({ by: _claimed, ...row }: Message, session: Session, actor: Person): Message {
  const isOthers = actor.role === 'agent' && row.author.id !== actor.id;
  const guest = isOthers
    ? session.people.find(({ id, role }) => id === row.author.id && role !== 'agent')
    : undefined;
  if (!guest) return { ...row, author: actor };
  const { id, name, role } = guest;
  return { ...row, author: { id, name, role }, by: actor };
}
