import type { CaptureLog } from './capture-log.js';
import { voteOffset } from './offset-vote.js';
import { RtpLine } from './rtp-time.js';

/** A frame that the encoder gave out. */
export interface Encoded {
  readonly rtpTimestamp: number;
  /** In ms since the Unix epoch. */
  readonly at: number;
  /** Where the browser tells it, in ms. */
  readonly captureTime?: number;
}

/** Frames that a first vote takes, and after how many more the offset is looked at again. */
const ENOUGH = 15;
/** In ms: the stretch of sent frames that vote. */
const RECENT = 1_500;
/** Frames that must agree: for a first vote, and for one near what is known. Chance gives about 0.1 to both. */
const SHARE = { first: 0.6, again: 0.4 } as const;
/** How far the offset may have moved since the last vote, in ms: 3 in half a second is far beyond any crystal. */
const DRIFT = 3;
/** An encoded frame may look this much older than its raw one, in ms: who reads the raw ones is late now and then. */
const EARLY = 6;

/**
 * The offset between a stream's RTP timestamps and the capture times of its frames, found by the sender alone from what
 * its camera and its encoder gave out. It is one constant for a synchronization source (within 0.6 ms in Chromium). Blind
 * search: no frame leaves the encoder before it is captured, and the fastest of many takes less than one interval, which
 * leaves one interval of offsets to choose from; within it the frames vote.
 */
export class RtpClock {
  readonly #captures: CaptureLog;
  readonly #line = new RtpLine();
  #sent: { readonly ms: number; readonly at: number }[] = [];
  #last: { readonly rtp: number; readonly ms: number } | undefined;
  #offset: number | undefined;
  #waiting = 0;

  constructor(captures: CaptureLog) {
    this.#captures = captures;
  }

  /** A pair of an RTP timestamp and its capture time (ms), the newest; undefined while the offset is not certain. */
  get anchor(): { readonly rtp: number; readonly time: number } | undefined {
    if (this.#offset === undefined || !this.#last) return undefined;
    return { rtp: this.#last.rtp, time: this.#last.ms - this.#offset };
  }

  add({ rtpTimestamp, at, captureTime }: Encoded): void {
    const ms = this.#line.follow(rtpTimestamp);
    this.#last = { rtp: rtpTimestamp, ms };
    if (captureTime !== undefined) return void (this.#offset = ms - captureTime);
    this.#sent.push({ ms, at });
    while (this.#sent[0] && this.#sent[0].at < at - RECENT) this.#sent.shift();
    if (++this.#waiting >= ENOUGH) this.#vote();
  }

  #vote(): void {
    const { frames } = this.#captures;
    const sent = this.#sent.filter(({ at }) => at > (frames[0]?.at ?? Infinity));
    const range = this.#range(sent);
    if (sent.length < ENOUGH || !range) return;
    this.#waiting = 0;
    const share = this.#offset === undefined ? SHARE.first : SHARE.again;
    const vote = voteOffset(
      sent.map(({ ms }) => ms),
      frames.map(({ time }) => time),
      range,
    );
    this.#offset = vote && vote.share >= share ? vote.offset : undefined;
  }

  /** Where the offset can be. */
  #range(
    sent: readonly { readonly ms: number; readonly at: number }[],
  ): readonly [number, number] | undefined {
    const { wall, interval } = this.#captures;
    if (this.#offset !== undefined) return [this.#offset - DRIFT, this.#offset + DRIFT];
    if (wall === undefined || interval === undefined) return undefined;
    const fastest = Math.max(...sent.map(({ ms, at }) => ms - at)) + wall;
    return [fastest - EARLY, fastest - EARLY + interval];
  }
}
