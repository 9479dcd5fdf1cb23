import type { Unsubscribe } from '../../ports/readable.js';
import type { TurnRate } from './worker/turn-prior.js';

const RADIANS = Math.PI / 180;

/**
 * How fast the camera turns, as often as the phone tells, if the page may know: nobody is asked for it. The page's own
 * axes (https://www.w3.org/TR/orientation-event/#devicemotion: x to the right and y to the top of the phone as it is
 * built, z out of the screen) are taken to those of the camera behind, whose picture follows the screen's orientation.
 */
export function watchTurns(listener: (rate: TurnRate, at: number) => void): Unsubscribe {
  const onMotion = ({ rotationRate, timeStamp }: DeviceMotionEvent): void => {
    const { alpha, beta, gamma } = rotationRate ?? {};
    if (alpha == null || beta == null || gamma == null) return;
    listener(cameraRate({ x: beta, y: gamma, z: alpha }, screen.orientation?.angle ?? 0), timeStamp);
  };
  window.addEventListener('devicemotion', onMotion);
  return () => window.removeEventListener('devicemotion', onMotion);
}

/** From degrees a second about the phone's axes to rad/s about those of the camera behind it. */
export function cameraRate({ x, y, z }: TurnRate, screenAngle: number): TurnRate {
  const angle = screenAngle * RADIANS;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // A phone turned to the left has the angle 90: what was its top is on the left. Screen's axes: right, up, out of it. The camera behind looks the other way, with y down.
  const right = x * cos - y * sin;
  const up = y * cos + x * sin;
  return { x: right * RADIANS, y: -up * RADIANS, z: -z * RADIANS };
}
