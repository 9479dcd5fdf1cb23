import { invert, jacobian, multiply, type Homography, type Place } from '../geometry/homography.js';
import { scaleOf, type Luma } from '../luma.js';
import type { Keyframe } from './keyframe.js';
import type { Placed } from './placed.js';

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
 * A search from one keyframe costs about as much for several anchors as for one: an anchor is looked for from one that
 * shows it by so much less alike, if others are too.
 */
const SHARED = 0.15;

/**
 * Of `keyframes`, for each anchor the one that shows it most as the frame will, where `pose` is a prediction; and as few as
 * will do for all of them. In the order of the anchors.
 */
export function chooseKeyframes(
  keyframes: Iterable<Keyframe>,
  placed: readonly Placed[],
): (Choice | undefined)[] {
  const all = [...keyframes];
  const fitting = placed.map((one) => {
    const choices = choicesFor(all, one);
    const most = Math.min(...choices.map(({ difference }) => difference)) + SHARED;
    return choices.filter(({ difference }) => difference <= most);
  });
  const chosen: (Choice | undefined)[] = placed.map(() => undefined);
  for (;;) {
    const open = fitting.filter((_, index) => !chosen[index]).flat();
    const keyframe = mostUsed(open);
    if (!keyframe) return chosen;
    fitting.forEach((choices, index) => {
      chosen[index] ??= choices.find((choice) => choice.keyframe === keyframe);
    });
  }
}

/** By the most anchors; of those the one that is likest to all of them together. */
function mostUsed(choices: readonly Choice[]): Keyframe | undefined {
  const uses = new Map<Keyframe, number>();
  for (const { keyframe, difference } of choices)
    uses.set(keyframe, (uses.get(keyframe) ?? 0) + 1 - SMALL * difference);
  return [...uses].reduce<[Keyframe | undefined, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    [undefined, -Infinity],
  )[0];
}
const SMALL = 1e-3;

function choicesFor(keyframes: Iterable<Keyframe>, { id, pose }: Placed): Choice[] {
  const choices: Choice[] = [];
  for (const keyframe of keyframes) {
    const sighting = keyframe.sightings.get(id);
    if (!sighting) continue;
    const map = multiply(pose, invert(sighting.pose));
    const difference =
      differenceAt(map, sighting.centre) +
      offCentre(sighting.centre, keyframe.picture) +
      (isOwn(sighting.pose) ? 0 : OWN_PICTURE);
    if (difference < Infinity) choices.push({ keyframe, map, difference });
  }
  return choices;
}

const isOwn = (pose: Homography): boolean =>
  pose.every((value, index) => value === (index % 4 === 0 ? 1 : 0));

function differenceAt(map: Homography, { x, y }: Place): number {
  const { a, b, c, d } = jacobian(map, x, y);
  const area = a * d - b * c;
  if (!(area > 0)) return Infinity;
  const foreshortening = (a * a + b * b + c * c + d * d) / (2 * area) - 1;
  const turn = Math.abs(Math.atan2(c - b, a + d));
  return Math.abs(Math.log2(area)) / 2 + foreshortening * DIFFERENCE.foreshortening + turn * DIFFERENCE.turn;
}

/** What is near a keyframe's edge lacks half of its surroundings there. */
function offCentre({ x, y }: Place, picture: Luma): number {
  const scale = scaleOf(picture);
  const [width, height] = [picture.width / scale, picture.height / scale];
  const across = Math.max(0, Math.abs(x - width / 2) - width * 0.4) / width;
  const down = Math.max(0, Math.abs(y - height / 2) - height * 0.4) / height;
  return (across + down) * DIFFERENCE.offCentre;
}
