import { expect } from '@open-wc/testing';
import { apply, translation } from '../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture } from '../support/scene.js';

const [ground, plate] = [naturalTexture(31), naturalTexture(12)];
const MARK = { x: 300, y: 180, radius: 40 };

/** Pixels a frame by which the camera moves, and a plate over the ground; the plate's side. */
const [MOTION, SPEED, SIDE] = [0.5, 8, 240];

/** Where the plate's left side is, from the mark's middle to the right: it comes from the left and goes on. */
const leftOf = (frame: number): number => SPEED * frame - SIDE - 60;

function seen(frame: number): Luma {
  const left = MARK.x + MOTION * frame + leftOf(frame);
  const behind = picture(ground, translation(MOTION * frame, 0));
  const before = picture(plate, translation(left, 0));
  const data = behind.data.map((grey, at) => {
    const [x, y] = [(at % 640) - left, Math.floor(at / 640) - MARK.y];
    return x > 0 && x < SIDE && Math.abs(y) < SIDE / 2 ? before.data[at]! : grey;
  });
  return { ...behind, data };
}

describe('Tracker of a mark that something passes over', () => {
  it('claims nothing while it is covered, and holds it again as soon as its middle is free', () => {
    const tracker = new Tracker();
    tracker.add('a', seen(0), MARK);
    for (let frame = 1; leftOf(frame) < 80; frame++) {
      const [found] = tracker.track(seen(frame), frame * 33);
      const place = found?.pose && apply(found.pose, MARK.x, MARK.y);
      const miss = place && Math.hypot(place.x - MARK.x - MOTION * frame, place.y - MARK.y);
      const left = leftOf(frame);
      if (left < -SIDE || left > 10) expect(miss, `plate from ${left}`).to.be.below(1);
      else if (left > -SIDE + 60 && left < -10) expect(miss, `plate from ${left}`).to.equal(undefined);
    }
  });
});
