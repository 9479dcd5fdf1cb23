/** Ticks of RTP's clock for video in one ms (RFC 3551, section 5: 90 kHz). */
export const TICKS_PER_MS = 90;

/**
 * From one RTP timestamp to another in ms, the shorter way around their 32 bits: -6.6 h .. 6.6 h. They start at a random
 * value (RFC 3550, section 5.1), so that the wrap can come at any moment.
 */
export const rtpBetween = (from: number, to: number): number => ((to - from) | 0) / TICKS_PER_MS;

/** Timestamps of one stream, as they come, in ms without a wrap: a straight line however long the stream runs. */
export class RtpLine {
  #last: { readonly rtp: number; readonly ms: number } | undefined;

  /** In ms; the first is its own value. A frame that comes late has its place all the same. */
  follow(rtp: number): number {
    const { rtp: last, ms } = this.#last ?? { rtp, ms: rtp / TICKS_PER_MS };
    this.#last = { rtp, ms: ms + rtpBetween(last, rtp) };
    return this.#last.ms;
  }
}
