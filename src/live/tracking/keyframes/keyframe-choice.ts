import { apply, invert, jacobian, multiply, type Homography, type Place } from '../geometry/homography.js';
import type { Keyframe } from './keyframe.js';

/** A keyframe for an anchor on a frame. */
export interface Choice {
  readonly keyframe: Keyframe;
  /** Keyframe to frame, as predicted. */
  readonly map: Homography;
  /** How differently the two show the anchor; 0 when alike. */
  readonly difference: number;
}

/** Weights of what makes two pictures of one thing differ; a doubling of size counts 1. */
const DIFFERENCE = { foreshortening: 0.8, turn: 0.25, offCentre: 1.5 } as const;

/** The picture that was marked is preferred by this much: nothing was estimated to make it. */
const OWN_PICTURE = 0.18;

/**
 * The keyframe that shows an anchor most as the frame will.
 *
 * @param pose from the picture that was marked to the frame, as predicted
 */
export function chooseKeyframe(
  keyframes: Iterable<Keyframe>,
  id: string,
  place: Place,
  pose: Homography,
  size: { readonly width: number; readonly height: number },
): Choice | undefined {
  let best: Choice | undefined;
  let first = true;
  for (const keyframe of keyframes) {
    const own = keyframe.poses.get(id);
    if (!own) continue;
    const map = multiply(pose, invert(own));
    const centre = apply(own, place.x, place.y);
    const difference = differenceAt(map, centre) + offCentre(centre, size) + (first ? 0 : OWN_PICTURE);
    first = false;
    if (difference < (best?.difference ?? Infinity)) best = { keyframe, map, difference };
  }
  return best;
}

function differenceAt(map: Homography, { x, y }: Place): number {
  const { a, b, c, d } = jacobian(map, x, y);
  const area = a * d - b * c;
  if (!(area > 0)) return Infinity;
  const foreshortening = (a * a + b * b + c * c + d * d) / (2 * area) - 1;
  const turn = Math.abs(Math.atan2(c - b, a + d));
  return Math.abs(Math.log2(area)) / 2 + foreshortening * DIFFERENCE.foreshortening + turn * DIFFERENCE.turn;
}

/** What is near a keyframe's edge lacks half of its surroundings there. */
function offCentre({ x, y }: Place, { width, height }: { width: number; height: number }): number {
  const across = Math.max(0, Math.abs(x - width / 2) - width * 0.4) / width;
  const down = Math.max(0, Math.abs(y - height / 2) - height * 0.4) / height;
  return (across + down) * DIFFERENCE.offCentre;
}
