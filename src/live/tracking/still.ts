import * as v from 'valibot';
import { Id } from '../../domain/primitives.js';

/** Base64 characters of a still's picture at most, so that its message stays below 64 KiB. */
const PICTURE = 56_000;

/** How a page knows when the picture that it shows was captured, the surest first. */
export const TimeSource = v.picklist(['rtp', 'sync', 'capture', 'beacon']);
export type TimeSource = v.InferOutput<typeof TimeSource>;

/** What names one frame, and not its neighbour. */
export const isExact = (by: TimeSource | undefined): boolean => by === 'rtp' || by === 'sync';

/**
 * What the author of marks saw while drawing: names a moment of somebody's live picture, or a picture that was kept
 * before, and shows it.
 */
export const Still = v.object({
  id: Id,
  /** On whose picture its marks are to be: the id of the person who sends that video. */
  surface: Id,
  /** Capture time in ms on the clock of that person's camera, as far as the author's page knew it. */
  time: v.optional(v.pipe(v.number(), v.finite())),
  by: v.optional(TimeSource),
  /** The kept picture that it is, by the id of its media item. Absent: the live picture, as it was at `time`. */
  kept: v.optional(Id),
  /** The picture itself, small: a JPEG in base64. Absent while it is on its way, and where the author's page could not read it. */
  picture: v.optional(v.pipe(v.string(), v.maxLength(PICTURE), v.base64())),
});
export type Still = v.InferOutput<typeof Still>;
