import type { Observation } from './observation.js';

/** A mark that was out of the picture for at least so many frames, half a second, has left it. */
const AWAY = 15;

/**
 * For each time that the mark's middle comes back into the picture, the frames until it is claimed in its right place: 0
 * on the very first. Infinity if it was not before it left again or the sequence ended.
 * @param limit greatest error of a right place, in pixels
 */
export function returns(track: readonly Observation[], limit: number): number[] {
  const waits: number[] = [];
  let away = 0;
  let since: number | undefined;
  for (const { frame, outside, error = Infinity } of track) {
    if (outside > 0) {
      if (since !== undefined) waits.push(Infinity);
      since = undefined;
      away++;
      continue;
    }
    if (away >= AWAY) since = frame;
    away = 0;
    if (since === undefined || error >= limit) continue;
    waits.push(frame - since);
    since = undefined;
  }
  return since === undefined ? waits : [...waits, Infinity];
}
