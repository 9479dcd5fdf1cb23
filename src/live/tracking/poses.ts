import * as v from 'valibot';
import { Id } from '../../domain/primitives.js';

const Finite = v.pipe(v.number(), v.finite());

/**
 * A homography from the marked still to a frame, both in 0..1 of their width and height, row by row; the ninth number
 * is 1 and left out.
 */
const PoseNumbers = v.strictTuple([Finite, Finite, Finite, Finite, Finite, Finite, Finite, Finite]);
export type PoseNumbers = v.InferOutput<typeof PoseNumbers>;

export const AnchorStateName = v.picklist(['locked', 'relocated', 'drifting', 'lost']);
export const HintName = v.picklist([
  'move-slower',
  'more-light',
  'step-back',
  'no-detail',
  'lens-covered',
  'no-tracker',
]);

/** One mark on one frame: its id, how it stands, its quality 0..1, and its pose unless lost. As a tuple: a packet is small. */
export const PoseWord = v.strictTuple([
  Id,
  AnchorStateName,
  v.pipe(Finite, v.minValue(0), v.maxValue(1)),
  v.nullable(PoseNumbers),
]);
export type PoseWord = v.InferOutput<typeof PoseWord>;

/** Marks in one packet, so that it stays below 1 KiB with ids of 36 characters. */
export const POSES_PER_PACKET = 5;

/** Characters of a packet as JSON: with what the wire puts around it, 1 KiB is the most that goes on the lossy channel. */
export const LONGEST_PACKET = 960;

/** Marks on the frame captured at `time`, in ms on the camera's clock. */
const FrameWords = {
  time: Finite,
  marks: v.pipe(v.array(PoseWord), v.maxLength(POSES_PER_PACKET)),
};

/**
 * Where marks are on a frame. Lossy, and so with the frames before it once more, as many as fit: a link that has lost a
 * packet may say nothing for a few hundred ms.
 */
export const Poses = v.object({
  surface: Id,
  ...FrameWords,
  /** The newest first. */
  earlier: v.optional(v.pipe(v.array(v.object(FrameWords)), v.maxLength(POSES_PER_PACKET))),
  /** What the person who holds the camera could do; absent: all is well. */
  hint: v.optional(HintName),
});
export type FrameWords = Pick<Poses, 'time' | 'marks'>;
export type Poses = v.InferOutput<typeof Poses>;
