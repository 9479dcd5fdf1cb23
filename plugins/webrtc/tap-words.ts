import type { TrackSource } from '../../src/plugin.js';
import type { LogEntry, TapOptions } from './frame-log.js';

/** Of one transform: on a sender, or on the receiver of the same section. */
export type TransformOptions =
  (TapOptions & { readonly way: 'out' }) | (Pick<TapOptions, 'ride' | 'source'> & { readonly way: 'in' });

/** Page to worker: goes with the next frame of this sender. */
export interface Boarding {
  readonly ride: number;
  readonly source: TrackSource;
  readonly message: Uint8Array<ArrayBuffer>;
}

/** Worker to page. */
export type WorkerWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly entries: readonly LogEntry[] }
  /** A first frame came through the transform on this receiver: it is really there. */
  | { readonly kind: 'strips'; readonly ride: number; readonly source: TrackSource }
  | {
      readonly kind: 'alighted';
      readonly ride: number;
      readonly messages: readonly Uint8Array<ArrayBuffer>[];
    };
