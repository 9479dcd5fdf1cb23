import * as v from 'valibot';

const Finite = v.pipe(v.number(), v.finite());
const Uint32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));

/**
 * How the RTP timestamps of one stream are read as capture times: both are taken of the same frame, and go on at 90 kHz.
 * `wall`: what to add to a capture time to get ms since 1970 on the sender's clock.
 */
export const CameraClock = v.object({
  synchronizationSource: v.optional(Uint32),
  rtp: v.optional(Uint32),
  time: v.optional(Finite),
  wall: v.optional(Finite),
});
export type CameraClock = v.InferOutput<typeof CameraClock>;
