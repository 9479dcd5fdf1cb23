import type { EncodedFrame } from './frame-log.js';
import { append, MAX_RIDERS, split } from './trailer.js';

/** A frame whose bytes may be replaced. */
export interface OpenFrame extends EncodedFrame {
  data: ArrayBuffer;
}

/** In ms: a word for the moment that has waited longer is of no use. */
const FRESH = 300;

/** Codecs that are sent as they are, whatever is in them. */
const OPAQUE = new Set(['video/VP8', 'video/VP9']);

/**
 * Can this message ride on a frame of this codec? H.264 is cut where it has zeros (Annex B), and AV1 is read piece by
 * piece before it is sent: what is no piece of it would not get through.
 */
export function bears(mimeType: string | undefined, message: Uint8Array): boolean {
  return OPAQUE.has(mimeType ?? '') || (mimeType === 'video/H264' && !message.includes(0));
}

/** Lossy messages that wait for the next frame of one sender: the newest few. */
export class Riders {
  #waiting: readonly { readonly message: Uint8Array; readonly since: number }[] = [];

  add(message: Uint8Array): void {
    this.#waiting = [...this.#waiting, { message, since: performance.now() }].slice(-MAX_RIDERS);
  }

  board(frame: OpenFrame): void {
    if (this.#waiting.length === 0) return;
    const oldest = performance.now() - FRESH;
    const { mimeType } = frame.getMetadata();
    const messages = this.#waiting
      .filter(({ message, since }) => since >= oldest && bears(mimeType, message))
      .map(({ message }) => message);
    this.#waiting = [];
    if (messages.length > 0) frame.data = append(frame.data, messages);
  }
}

/** Takes off what rides on a frame that came. */
export function alight(frame: OpenFrame): readonly Uint8Array<ArrayBuffer>[] {
  const laden = split(frame.data);
  if (!laden) return [];
  frame.data = laden.frame;
  return laden.messages;
}
