import { deleting } from '../deleting.js';
import { created, sameBy, type KindRules } from '../kind-rules.js';
import { Id } from '../primitives.js';
import { write } from '../write.js';
import { Note } from './schema.js';

export const noteRules = {
  again: sameBy(({ author, text }) => [author.id, text]),
  writes: [
    write(
      'note.create',
      { note: Note },
      {
        // Also to what is over: that is when most of them are written.
        to: 'any session',
        timely: ({ note, ...rest }, { written }) => ({
          ...rest,
          note: { ...note, createdAt: written(note.createdAt) },
        }),
        apply: ({ note }, session, actor) =>
          created(session, { collection: 'notes', row: { ...note, author: actor } }),
      },
    ),
    write('note.delete', { rowId: Id }, deleting('notes', 'nobody')),
  ],
} as const satisfies KindRules<'notes'>;
