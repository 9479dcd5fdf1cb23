/** A picture to be seen on a surface: 8 bits a texel, row by row; 0 is a hole that one sees through. */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A texture for things seen from afar: each of its texels stands for a square of `step` by `step`. */
export interface Level extends Texture {
  readonly step: number;
}

/** The texture and its halves, down to 32 texels: what is seen from afar is read from a smaller one (Williams 1983). */
export function mipmaps(texture: Texture): readonly Level[] {
  const levels: Level[] = [{ ...texture, step: 1 }];
  for (let last = levels[0]!; Math.min(last.width, last.height) >= 64; levels.push(last)) last = halved(last);
  return levels;
}

function halved(texture: Level): Level {
  const width = texture.width >> 1;
  const height = texture.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * texture.width + 2 * x;
      data[y * width + x] = mean(texture.data, at, texture.width);
    }
  }
  return { width, height, data, step: 2 * texture.step };
}

/** Of a square of four texels, holes left out; a hole if most of them are. */
function mean(data: Uint8Array, at: number, stride: number): number {
  const four = [data[at]!, data[at + 1]!, data[at + stride]!, data[at + stride + 1]!];
  const filled = four.filter((value) => value > 0);
  if (filled.length < 2) return 0;
  return Math.round(filled.reduce((sum, value) => sum + value, 0) / filled.length);
}

/** The texture with less contrast and blurred `times` by a 3x3 box: a surface with little to hold on to. */
export function faded(texture: Texture, contrast: number, times: number): Texture {
  let { data } = texture;
  for (let time = 0; time < times; time++) data = boxBlurred(data, texture.width, texture.height);
  return { ...texture, data: data.map((value) => Math.round(115 + (value - 115) * contrast)) };
}

function boxBlurred(data: Uint8Array, width: number, height: number): Uint8Array {
  const blurred = data.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 0;
      for (let dy = -width; dy <= width; dy += width) {
        const at = y * width + x + dy;
        sum += data[at - 1]! + data[at]! + data[at + 1]!;
      }
      blurred[y * width + x] = sum / 9;
    }
  }
  return blurred;
}

/** Left for right. */
export function mirror({ width, height, data }: Texture): Texture {
  const mirrored = Uint8Array.from(data, (_, at) => data[at - 2 * (at % width) + width - 1]!);
  return { width, height, data: mirrored };
}
