/**
 * Longer sides of the pictures that are looked at, in pixels, the best first. Nothing in between: from 1280, 480 is
 * dearer to make than 640.
 */
const SIDES = [640, 320] as const;

/** In ms for a frame: above `much` it is more than beside an encoder is fair (of 33 between frames); below `little` there is room. */
const COST = { much: 22, little: 9 } as const;
/** Frames whose median decides, for less and for more. */
const WINDOW = { down: 15, up: 45 } as const;
/** At the smallest size, every so many frames are looked at. */
const RATES = [1, 2, 3] as const;

/** How much of the camera is looked at: less where a frame takes too long, more again where there is room. */
export class Effort {
  #level = 0;
  #costs: number[] = [];
  #count = 0;

  /** Longer side of the pictures to look at, in pixels. */
  get side(): number {
    return SIDES[Math.min(this.#level, SIDES.length - 1)] ?? SIDES[0];
  }

  /** Of how many frames one is looked at. */
  get every(): number {
    return RATES[Math.max(0, this.#level - SIDES.length + 1)] ?? 1;
  }

  /** Is the frame that came now looked at? */
  next(): boolean {
    this.#count = (this.#count + 1) % this.every;
    return this.#count === 0;
  }

  /** What the last frame took, in ms. */
  spent(cost: number): void {
    this.#costs.push(cost);
    if (this.#costs.length > WINDOW.up) this.#costs.shift();
    const recent = this.#costs.slice(-WINDOW.down);
    if (recent.length === WINDOW.down && median(recent) > COST.much) return this.#change(1);
    if (this.#costs.length === WINDOW.up && median(this.#costs) < COST.little) this.#change(-1);
  }

  #change(step: 1 | -1): void {
    const last = SIDES.length + RATES.length - 2;
    this.#level = Math.min(last, Math.max(0, this.#level + step));
    this.#costs = [];
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
