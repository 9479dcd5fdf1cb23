import * as v from 'valibot';
import { Id, LIMITS } from './primitives.js';
import { Person } from './session.js';

/** Both in 0..1 of the frame's width and height as the camera sent it; never pixels of a screen. */
export const Point = v.strictTuple([
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1)),
  v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1)),
]);
export type Point = v.InferOutput<typeof Point>;

export const Shape = v.picklist(['freehand', 'arrow', 'circle', 'rectangle']);
export type Shape = v.InferOutput<typeof Shape>;

/** Five that read on any picture; the view draws each with a dark and a light edge. */
export const MARK_COLORS = ['red', 'yellow', 'green', 'blue', 'white'] as const;
export const MarkColor = v.picklist(MARK_COLORS);
export type MarkColor = v.InferOutput<typeof MarkColor>;

/**
 * A mark on one person's picture. An arrow points from its first to its last point; a circle and a rectangle
 * span them; a freehand line runs through all of them.
 */
export const Annotation = v.object({
  id: Id,
  /** Whose picture it is drawn on: the id of the person who sends that video. */
  surface: Id,
  author: Person,
  shape: Shape,
  color: MarkColor,
  points: v.pipe(v.array(Point), v.minLength(1), v.maxLength(LIMITS.strokePoints)),
  /** The still that its author saw (`live/tracking/still`): the mark belongs to what that shows. Absent: to the view, not to the world. */
  still: v.optional(Id),
  /** The drawing hand was lifted. */
  finished: v.boolean(),
});
export type Annotation = v.InferOutput<typeof Annotation>;
