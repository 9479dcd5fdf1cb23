/**
 * What a still-picture or video encoder at a low rate leaves of a picture: 8x8 cosine transform, each coefficient rounded
 * to a multiple of its step, and back. Steps: ITU-T T.81 (JPEG), table K.1, scaled for a quality of 1..100 as the
 * Independent JPEG Group's encoder does.
 */
export class BlockCodec {
  readonly #block = new Float32Array(64);
  readonly #half = new Float32Array(64);

  compress(data: Uint8Array, width: number, height: number, quality: number): void {
    const steps = stepsFor(quality);
    for (let y = 0; y + 8 <= height; y += 8) {
      for (let x = 0; x + 8 <= width; x += 8) this.#roundTrip(data, y * width + x, width, steps);
    }
  }

  #roundTrip(data: Uint8Array, at: number, stride: number, steps: Float32Array): void {
    const block = this.#block;
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) block[y * 8 + x] = data[at + y * stride + x]! - 128;
    this.#transform(COSINES);
    for (let each = 0; each < 64; each++)
      block[each] = Math.round(block[each]! / steps[each]!) * steps[each]!;
    this.#transform(INVERSE);
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++)
        data[at + y * stride + x] = Math.min(255, Math.max(0, Math.round(block[y * 8 + x]! + 128)));
  }

  /** Matrix times block times matrix transposed. */
  #transform(matrix: Float32Array): void {
    multiply(matrix, this.#block, this.#half);
    multiply(matrix, this.#half, this.#block);
  }
}

/** `out` is the transpose of `matrix` times `block` transposed: applied twice, both sides are done and it stands upright. */
function multiply(matrix: Float32Array, block: Float32Array, out: Float32Array): void {
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += matrix[row * 8 + k]! * block[k * 8 + column]!;
      out[column * 8 + row] = sum;
    }
  }
}

const COSINES = Float32Array.from({ length: 64 }, (_, at) => {
  const [row, column] = [at >> 3, at & 7];
  return (row === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * column + 1) * row * Math.PI) / 16);
});
const INVERSE = Float32Array.from({ length: 64 }, (_, at) => COSINES[(at & 7) * 8 + (at >> 3)]!);

const TABLE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

function stepsFor(quality: number): Float32Array {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Float32Array.from(TABLE, (step) =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  );
}
