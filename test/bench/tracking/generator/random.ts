/** Numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state, good enough for pictures and noise. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (random: Random, least: number, greatest: number): number =>
  least + random() * (greatest - least);

export const integer = (random: Random, least: number, greatest: number): number =>
  Math.floor(between(random, least, greatest + 1));

/** Normal deviates, mean 0, deviation 1 (Box and Muller, 1958). */
export function gaussians(random: Random, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[at] = radius * Math.cos(angle);
    if (at + 1 < count) values[at + 1] = radius * Math.sin(angle);
  }
  return values;
}
