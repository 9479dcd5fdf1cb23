import type { Pinhole } from './camera.js';
import type { Straight } from './lens.js';
import type { Row, Surface } from './surface.js';
import { EMPTY } from './surface.js';

/** The camera while one row of one picture is exposed, and the seconds in the scene's cycle. */
export type CameraAt = (time: number) => Pinhole;

/** Time that passes from the exposure of the first row to that of the last, in frames: 18 ms at 30 a second. */
export const READOUT = 0.54;

/** Grey of what lies beyond every surface. */
const NOTHING = 70;

export interface Shot {
  /** In frames; the middle row's exposure is centred on it. */
  readonly time: number;
  /** How long each row is exposed, in frames. */
  readonly exposure: number;
  /** Pictures that are averaged over the exposure, each a fraction of a pixel off, which also smooths edges. */
  readonly samples: number;
}

/** Time at which a row is exposed, in frames. */
export const rowTime = (time: number, row: number, height: number): number =>
  time + READOUT * (row / (height - 1) - 0.5);

/** Draws surfaces as a rolling-shutter camera sees them: light in grey levels, not yet bytes. */
export class Renderer {
  readonly width: number;
  readonly height: number;
  readonly surfaces: readonly Surface[];
  readonly straight: Straight;
  readonly #light: Float32Array;
  readonly #row: { right: Float32Array; down: Float32Array; grey: Float32Array };

  constructor(width: number, height: number, surfaces: readonly Surface[], straight: Straight) {
    [this.width, this.height, this.surfaces, this.straight] = [width, height, surfaces, straight];
    this.#light = new Float32Array(width * height);
    this.#row = {
      right: new Float32Array(width),
      down: new Float32Array(width),
      grey: new Float32Array(width),
    };
  }

  /** @returns the renderer's own array, which the next shot overwrites */
  shoot(
    { time, exposure, samples }: Shot,
    cameraAt: CameraAt,
    secondsAt: (time: number) => number,
  ): Float32Array {
    this.#light.fill(0);
    for (let sample = 0; sample < samples; sample++) {
      const moment = time + exposure * ((sample + 0.5) / samples - 0.5);
      const [dx, dy] = offset(sample, samples);
      for (let y = 0; y < this.height; y++) {
        const at = rowTime(moment, y, this.height);
        this.#exposeRow(y, cameraAt(at), secondsAt(at), dx, dy);
        this.#gather(y, 1 / samples);
      }
    }
    return this.#light;
  }

  #exposeRow(y: number, camera: Pinhole, seconds: number, dx: number, dy: number): void {
    const { right, down, grey } = this.#row;
    const { x: xs, y: ys } = this.straight;
    const start = y * this.width;
    for (let x = 0; x < this.width; x++) {
      right[x] = (xs[start + x]! + dx) / camera.focal;
      down[x] = (ys[start + x]! + dy) / camera.focal;
    }
    grey.fill(EMPTY);
    const row: Row = { camera, right, down, grey };
    for (const surface of this.surfaces) surface.paint(row, seconds);
  }

  #gather(y: number, share: number): void {
    const { grey } = this.#row;
    const start = y * this.width;
    for (let x = 0; x < this.width; x++)
      this.#light[start + x]! += (grey[x]! < 0 ? NOTHING : grey[x]!) * share;
  }
}

/**
 * Where in its pixel each sample lies, -0.5..0.5, spread evenly (Roberts's R2 sequence, shifted so that they are 0 on
 * average): otherwise the picture would be off its truth.
 */
function offset(sample: number, samples: number): [number, number] {
  const all = Array.from({ length: samples }, (_, at) => [(0.7549 * at) % 1, (0.5698 * at) % 1] as const);
  const mean = (axis: 0 | 1): number => all.reduce((sum, one) => sum + one[axis], 0) / samples;
  const own = all[sample]!;
  return [own[0] - mean(0), own[1] - mean(1)];
}
