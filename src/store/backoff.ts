const FIRST = 1_000;
const LONGEST = 60_000;

/**
 * How long to wait before the next try, in ms: 1 s, doubled each time up to 60 s, less up to a half of it, so that
 * clients which failed together do not come back together.
 * @param attempt failures in a row, from 1
 * @param random 0..1
 */
export const backoff = (attempt: number, random: number): number =>
  Math.min(LONGEST, FIRST * 2 ** (attempt - 1)) * (1 - random / 2);
