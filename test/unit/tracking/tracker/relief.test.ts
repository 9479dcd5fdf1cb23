import { expect } from '@open-wc/testing';
import { apply, translation } from '../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture } from '../support/scene.js';

const [wall, block] = [naturalTexture(11), naturalTexture(12)];
const MARK = { x: 320, y: 180, radius: 40 };

/** A block of 150 by 130 pixels before a wall: it moves twice as far when the camera goes aside. */
function seen(aside: number): Luma {
  const behind = picture(wall, translation(aside, 0));
  const before = picture(block, translation(2 * aside, 0));
  const data = behind.data.map((grey, at) => {
    const [x, y] = [(at % 640) - 2 * aside, Math.floor(at / 640)];
    return Math.abs(x - MARK.x) < 75 && Math.abs(y - MARK.y) < 65 ? before.data[at]! : grey;
  });
  return { ...behind, data };
}

describe('Tracker on a thing before others', () => {
  it('stays on it though most of the picture moves otherwise', () => {
    const tracker = new Tracker();
    tracker.add('a', seen(0), MARK);
    for (let frame = 1; frame <= 40; frame++) {
      const aside = 40 * Math.sin(frame / 12);
      const [found] = tracker.track(seen(aside), frame * 33);
      expect(found?.state, `frame ${frame}`).to.equal('locked');
      const { x, y } = apply(found!.pose!, MARK.x, MARK.y);
      expect(Math.hypot(x - MARK.x - 2 * aside, y - MARK.y), `frame ${frame}`).to.be.below(1);
    }
  });
});
