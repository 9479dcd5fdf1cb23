import type { Random } from './random.js';

/**
 * Noise with a spectrum near 1/f, as natural surfaces have it (Field 1987): octaves of value noise whose amplitude halves
 * with their wavelength. Values about -1..1.
 * @param longest wavelength of the first octave, in pixels
 * @param shortest octaves end above this wavelength, in pixels
 * @param persistence amplitude of each octave relative to the one before: 0.5 gives 1/f
 */
export function naturalNoise(
  random: Random,
  width: number,
  height: number,
  { longest = 256, shortest = 2, persistence = 0.5 } = {},
): Float32Array {
  const sum = new Float32Array(width * height);
  let amplitude = 1;
  for (let wavelength = longest; wavelength >= shortest; wavelength /= 2) {
    addOctave(sum, width, height, wavelength, amplitude, random);
    amplitude *= persistence;
  }
  return sum;
}

function addOctave(
  sum: Float32Array,
  width: number,
  height: number,
  wavelength: number,
  amplitude: number,
  random: Random,
): void {
  const columns = Math.ceil(width / wavelength) + 2;
  const rows = Math.ceil(height / wavelength) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => (2 * random() - 1) * amplitude);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / wavelength);
    const v = smooth(y / wavelength - row);
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / wavelength);
      const u = smooth(x / wavelength - column);
      const at = row * columns + column;
      const top = lattice[at]! + (lattice[at + 1]! - lattice[at]!) * u;
      const bottom = lattice[at + columns]! + (lattice[at + columns + 1]! - lattice[at + columns]!) * u;
      sum[y * width + x]! += top + (bottom - top) * v;
    }
  }
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
