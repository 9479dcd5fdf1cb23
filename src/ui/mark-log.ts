import { now } from '../domain/primitives.js';
import type { SessionEvent } from '../domain/events/schema.js';
import type { Person } from '../domain/session.js';
import type { AnnotationBoard } from '../live/annotations/board.js';
import type { Unsubscribe } from '../ports/readable.js';

/**
 * One line of the session's log for each mark that this person has finished. The line takes the mark's own id, so that
 * the same mark, seen again after a reload, stands there once.
 */
export function logMarks(
  board: AnnotationBoard,
  person: Person,
  sessionId: string,
  append: (event: SessionEvent) => void,
): Unsubscribe {
  const logged = new Set<string>();
  return board.marks.subscribe((marks) => {
    for (const { id, author, finished } of marks) {
      if (!finished || author.id !== person.id || logged.has(id)) continue;
      logged.add(id);
      append({ id, sessionId, at: now(), kind: 'marked', person, about: id });
    }
  });
}
