import { similarity, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { picture, type Texture } from './scene.js';

const MIDDLE = { x: 320, y: 180 };

/** From the straight view to one that is nearer, and turned: at 1 three times and by a quarter. */
export const approached = (share: number): Homography =>
  similarity((share * Math.PI) / 2, 3 ** share, MIDDLE);

/** Frames of a camera that comes nearer and turns, until the view could hardly be known again. */
export const approach = (texture: Texture, count: number): readonly Luma[] =>
  Array.from({ length: count }, (_, index) => picture(texture, approached((index + 1) / count)));
