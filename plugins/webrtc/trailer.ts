import { MESSAGE_LIMITS } from './limits.js';

/** Messages on one frame. */
export const MAX_RIDERS = 2;

/** The end of a frame with messages on it: no codec's frame has a reason to end so. */
const MAGIC = [0xa7, 0x4e, 0x68, 0xe5];
/** In bytes: the count and the magic. */
const TAIL = 1 + MAGIC.length;
/** In bytes, of a length: seven bits in each. */
const LENGTH = 2;

export interface Laden {
  /** The frame's own bytes. */
  readonly frame: ArrayBuffer;
  readonly messages: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * The frame, then each message with its length behind it, how many they are, and the magic: it is read from the end. None
 * of its own bytes is zero, so that where messages have no zero either, H.264 finds no start code in it (Annex B).
 */
export function append(frame: ArrayBuffer, messages: readonly Uint8Array[]): ArrayBuffer {
  const size = messages.reduce((sum, { length }) => sum + length + LENGTH, frame.byteLength + TAIL);
  const bytes = new Uint8Array(size);
  bytes.set(new Uint8Array(frame));
  let at = frame.byteLength;
  for (const message of messages) {
    bytes.set(message, at);
    at += message.length;
    bytes.set([0x80 | (message.length >> 7), 0x80 | (message.length & 0x7f)], at);
    at += LENGTH;
  }
  bytes.set([messages.length, ...MAGIC], at);
  return bytes.buffer;
}

/** Takes the messages off; undefined where the frame does not end as `append` would have it, to the last bit. */
export function split(data: ArrayBuffer): Laden | undefined {
  const bytes = new Uint8Array(data);
  let end = bytes.length - TAIL;
  const count = bytes[end] ?? 0;
  if (count < 1 || count > MAX_RIDERS || !MAGIC.every((byte, index) => bytes[end + 1 + index] === byte))
    return undefined;
  const messages: Uint8Array<ArrayBuffer>[] = [];
  while (messages.length < count) {
    end -= LENGTH;
    const start = end - lengthAt(bytes, end);
    // A frame has bytes of its own, too.
    if (!(start > 0)) return undefined;
    messages.unshift(bytes.slice(start, end));
    end = start;
  }
  return { frame: data.slice(0, end), messages };
}

/** NaN where there is none, or one beyond the limit. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const [high = 0, low = 0] = bytes.subarray(Math.max(0, at), Math.max(0, at + LENGTH));
  if (high < 0x80 || low < 0x80) return NaN;
  const length = ((high & 0x7f) << 7) | (low & 0x7f);
  return length > MESSAGE_LIMITS.lossy ? NaN : length;
}
