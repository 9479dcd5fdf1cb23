import type { CameraFeed } from '../capture/camera-feed.js';
import type { TimeSource } from '../still.js';
import type { Poses, PoseWord } from '../poses.js';
import type { TurnRate } from './turn-prior.js';

/** The part of a still that a mark is about: its middle and its reach to both sides, in 0..1 of the still's sides. */
export interface MarkRegion {
  readonly x: number;
  readonly y: number;
  readonly reachX: number;
  readonly reachY: number;
}

/** What the worker is told. */
export type ToWorker =
  /** Look at this camera from now on; what was looked at before is let go. It is transferred. */
  | { readonly kind: 'look'; readonly feed: CameraFeed }
  /** A frame that the page had to read itself; the bytes are transferred. */
  | { readonly kind: 'frame'; readonly time: number; readonly luma: LumaMessage }
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'still';
      readonly id: string;
      readonly time?: number;
      readonly by?: TimeSource;
      readonly kept?: string;
      readonly picture?: ImageBitmap;
    }
  | { readonly kind: 'follow'; readonly id: string; readonly still: string; readonly region: MarkRegion }
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'turned'; readonly rate: TurnRate; readonly at: number };

/** As `Luma`, whose bytes can be transferred. */
export interface LumaMessage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** One frame seen by the camera, in ms: its capture time, and when it was read (since the Unix epoch). */
export interface RawFrame {
  readonly time: number;
  readonly at: number;
}

/** What the worker found on one frame. */
export interface Report {
  readonly time: number;
  readonly marks: readonly PoseWord[];
  readonly hint?: Exclude<Poses['hint'], undefined>;
}

/** What the worker tells. */
export type FromWorker =
  /** The first word: it runs. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'raw'; readonly raw: RawFrame }
  /** The frames cannot be read in the worker: the page has to. */
  | { readonly kind: 'blind' };
