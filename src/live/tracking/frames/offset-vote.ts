/** The offset that most of a sender's frames agree upon. */
export interface Vote {
  /** In ms. */
  readonly offset: number;
  /** Of the frames that were sent, those that agree: 0..1. */
  readonly share: number;
}

/**
 * Half the width within which offsets agree, in ms: RTP timestamps are whole ms and the camera's are coarsened, and true
 * offsets were measured to lie within 0.6 of one another.
 */
const AGREE = 1.5;

/**
 * Pairs each sent time with each captured one and finds where their differences gather, between `low` and `high`. Over a
 * stretch of one frame's interval there is only one such place on a steady camera. Nothing if no pair lies there.
 */
export function voteOffset(
  sent: readonly number[],
  captured: readonly number[],
  [low, high]: readonly [low: number, high: number],
): Vote | undefined {
  const differences = sent
    .flatMap((time) => captured.map((other) => time - other))
    .filter((difference) => difference >= low && difference < high)
    .sort((a, b) => a - b);
  const [start, end] = densest(differences);
  const offset = differences[(start + end) >> 1];
  return offset === undefined ? undefined : { offset, share: Math.min(1, (end - start) / sent.length) };
}

/** The stretch of a sorted list that holds the most values within `2 * AGREE`. */
function densest(sorted: readonly number[]): readonly [start: number, end: number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  for (let end = 1; end <= sorted.length; end++) {
    while (sorted[end - 1]! - sorted[start]! > 2 * AGREE) start++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  return best;
}
