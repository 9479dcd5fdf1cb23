import { blur } from './blur.js';
import type { Level, Pyramid } from './pyramid.js';

/** About as long as the longer side is to be: enough to see the camera turn, too little to see detail. */
const SIDE = 80;

/** A small blurred picture of a frame, from which the camera's motion is read (Klein & Murray 2008). */
export class SmallImage implements Level {
  width = 0;
  height = 0;
  scale = 1;
  data = new Uint8Array(0);
  #scratch = new Uint8Array(0);

  load(pyramid: Pyramid): this {
    const level = pyramid.at(SIDE / 640);
    if (this.data.length !== level.data.length) {
      this.data = new Uint8Array(level.data.length);
      this.#scratch = new Uint8Array(level.data.length);
    }
    this.width = level.width;
    this.height = level.height;
    this.scale = level.scale;
    blur(level, this.#scratch, this.data);
    blur(this, this.#scratch, this.data);
    return this;
  }
}
