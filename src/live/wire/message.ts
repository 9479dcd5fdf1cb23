import * as v from 'valibot';
import { Annotation, MarkColor, Point, Shape } from '../../domain/annotation.js';
import { Change } from '../../domain/change.js';
import { EndReason } from '../../domain/session.js';
import { Id } from '../../domain/primitives.js';
import { CameraClock } from '../tracking/camera-clock.js';
import { Poses } from '../tracking/poses.js';
import { Still } from '../tracking/still.js';

/** Points in one message at most, so that each stays far below 64 KiB. */
export const POINTS_PER_MESSAGE = 1_000;

const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Points = v.pipe(v.array(Point), v.minLength(1), v.maxLength(POINTS_PER_MESSAGE));
/** Ids in one message at most. */
export const IDS_PER_MESSAGE = 500;

const Ids = v.pipe(v.array(Id), v.maxLength(IDS_PER_MESSAGE));

/** What is done to marks. The author is always the sender. */
export const MarkOp = v.variant('op', [
  v.object({
    op: v.literal('add'),
    id: Id,
    surface: Id,
    shape: Shape,
    color: MarkColor,
    points: Points,
    finished: v.boolean(),
    still: v.optional(Id),
  }),
  v.object({ op: v.literal('extend'), id: Id, points: Points }),
  v.object({ op: v.literal('finish'), id: Id }),
  /** By name even where all are meant, so that a mark drawn at the same moment has one fate on every screen. */
  v.object({ op: v.literal('remove'), ids: Ids }),
]);
export type MarkOp = v.InferOutput<typeof MarkOp>;

const ChatRow = v.pipe(
  Change,
  v.check((change) => change.collection === 'messages', 'only chat takes the fast path'),
);

/** What a sender keeps and sends again after a cut: each has a number of its sender's own sequence. */
export const Entry = v.variant('kind', [
  v.object({ kind: v.literal('mark'), mark: MarkOp }),
  v.object({ kind: v.literal('row'), change: ChatRow }),
  /** What the author of marks saw; may come after the marks that name it. */
  v.object({ kind: v.literal('still'), still: Still }),
]);
export type Entry = v.InferOutput<typeof Entry>;

/** What is true now or of no use later: never sent again. */
export const Control = v.variant('kind', [
  /** First word on each link. `origin` names this join's sequence, also across links; `since` is when it began (ms). */
  v.object({ kind: v.literal('hello'), origin: Id, since: v.pipe(v.number(), v.finite()) }),
  /** "Of your sequence I have all up to `have`": asks for the rest. */
  v.object({ kind: v.literal('sync'), origin: Id, have: Seq }),
  /** "My sequence stands at `seq`; what was before, you have got as it now is. These marks are no more." */
  v.object({ kind: v.literal('base'), seq: Seq, removed: Ids }),
  /** A chat row of the sender once more, for who was not there at the time. */
  v.object({ kind: v.literal('said'), change: ChatRow }),
  /** A still once more, whoever made it. */
  v.object({ kind: v.literal('seen'), still: Still }),
  /** The sender is about to draw on this person's picture. */
  v.object({ kind: v.literal('aim'), surface: Id }),
  /** How the labels of the sender's video, as it comes to you, are read as capture times. */
  v.object({ kind: v.literal('clock'), clock: CameraClock }),
  /** A piece of one mark as the sender holds it, whoever drew it: `mark.points` begin at `offset`. */
  v.object({
    kind: v.literal('held'),
    offset: Seq,
    mark: v.object({ ...Annotation.entries, points: Points }),
  }),
  /** Everybody who is let in, by an agent's word. */
  v.object({ kind: v.literal('admitted'), people: Ids }),
  v.object({ kind: v.literal('refused'), personId: Id }),
  v.object({ kind: v.literal('end'), reason: EndReason }),
  v.object({ kind: v.literal('leave'), reason: EndReason }),
]);
export type Control = v.InferOutput<typeof Control>;

/** Where somebody points now; absent: nowhere. Lossy. */
export const Pointer = v.object({ kind: v.literal('pointer'), surface: Id, at: v.optional(Point) });
export type Pointer = v.InferOutput<typeof Pointer>;

const version = { v: v.literal(1) };

/** Words for the lossy channel. */
export const LOSSY: ReadonlySet<string> = new Set(['pointer', 'poses']);

export const WireMessage = v.variant('kind', [
  v.object({ ...version, kind: v.literal('entry'), seq: v.pipe(Seq, v.minValue(1)), entry: Entry }),
  v.object({ ...version, kind: v.literal('control'), control: Control }),
  v.object({ ...version, kind: v.literal('pointer'), pointer: Pointer }),
  v.object({ ...version, kind: v.literal('poses'), poses: Poses }),
]);
export type WireMessage = v.InferOutput<typeof WireMessage>;
