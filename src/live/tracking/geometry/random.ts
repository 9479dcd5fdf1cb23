/** Uniform numbers in (0, 1), always the same for a seed other than 0: Marsaglia, Xorshift RNGs (2003), 32 bits. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
