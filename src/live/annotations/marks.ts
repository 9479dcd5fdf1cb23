import type { Annotation } from '../../domain/annotation.js';
import { LIMITS } from '../../domain/primitives.js';
import type { Person } from '../../domain/session.js';
import type { MarkOp } from '../wire/message.js';

/** Marks on all pictures together; more are not taken. */
export const MAX_MARKS = 500;

/** All marks of a session by id, in the order they came. Immutable. */
export type Marks = ReadonlyMap<string, Annotation>;

/**
 * The marks after what this person did. Rules hold here, at the receiver: observers do nothing, everybody draws on with
 * their own marks only, and removes their own; agents remove anybody's. What is not allowed changes nothing.
 */
export function applyOp(marks: Marks, op: MarkOp, by: Person): Marks {
  if (by.role === 'observer') return marks;
  if (op.op === 'add') return add(marks, op, by);
  if (op.op === 'remove') return remove(marks, op.ids, by);
  const mark = marks.get(op.id);
  if (!mark || mark.finished || mark.author.id !== by.id) return marks;
  if (op.op === 'finish') return new Map(marks).set(op.id, { ...mark, finished: true });
  const points = [...mark.points, ...op.points].slice(0, LIMITS.strokePoints);
  return new Map(marks).set(op.id, { ...mark, points });
}

function add(marks: Marks, { op: _, ...mark }: Extract<MarkOp, { op: 'add' }>, author: Person): Marks {
  if (marks.has(mark.id) || marks.size >= MAX_MARKS) return marks;
  return new Map(marks).set(mark.id, { ...mark, author });
}

function remove(marks: Marks, ids: readonly string[], by: Person): Marks {
  const gone = ids.filter(
    (id) => marks.has(id) && (by.role === 'agent' || marks.get(id)?.author.id === by.id),
  );
  if (gone.length === 0) return marks;
  const rest = new Map(marks);
  for (const id of gone) rest.delete(id);
  return rest;
}

/** Takes a piece of a mark that somebody holds: it adds only what is missing, at the very end of what is known. */
export function applyHeld(marks: Marks, offset: number, held: Annotation): Marks {
  const known = marks.get(held.id);
  if (!known) return offset === 0 && marks.size < MAX_MARKS ? new Map(marks).set(held.id, held) : marks;
  if (known.finished || known.author.id !== held.author.id || known.points.length < offset) return marks;
  const points = [...known.points, ...held.points.slice(known.points.length - offset)].slice(
    0,
    LIMITS.strokePoints,
  );
  return new Map(marks).set(held.id, { ...known, points, finished: held.finished });
}
