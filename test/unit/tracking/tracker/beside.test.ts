import { expect } from '@open-wc/testing';
import { apply, translation } from '../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture, type Texture } from '../support/scene.js';

const [box, cloth] = [naturalTexture(12), naturalTexture(31)];
const MARK = { x: 300, y: 180, radius: 20 };

/** The box covers this much of the picture until it is carried away, to the right. */
const BOX = { left: 345, right: 560, top: 70, bottom: 300 };

/** What lies under the mark has this share of the box's contrast, or of the box's own beyond it. */
const dull =
  (contrast: number): Texture =>
  (x, y) =>
    128 + contrast * (cloth(x, y) - 128);

/** A box that was carried so many pixels away, on a ground that stays. */
function seen(ground: Texture, carried: number): Luma {
  const behind = picture(ground, translation(0, 0));
  const before = picture(box, translation(carried, carried / 3));
  const data = behind.data.map((grey, at) => {
    const [x, y] = [(at % 640) - carried, Math.floor(at / 640) - carried / 3];
    return x > BOX.left && x < BOX.right && y > BOX.top && y < BOX.bottom ? before.data[at]! : grey;
  });
  return { ...behind, data };
}

/** Distances of what was claimed from where the mark is, frame by frame; undefined where nothing was. */
function claims(ground: Texture): (number | undefined)[] {
  const tracker = new Tracker();
  tracker.add('a', seen(ground, 0), MARK);
  return Array.from({ length: 30 }, (_, index) => {
    const [found] = tracker.track(seen(ground, 3 * index), (index + 1) * 33);
    const place = found?.pose && apply(found.pose, MARK.x, MARK.y);
    return place && Math.hypot(place.x - MARK.x, place.y - MARK.y);
  });
}

describe('Tracker beside a thing that is carried away', () => {
  it('holds the mark by the dull ground under it', () => {
    for (const distance of claims(dull(0.25))) expect(distance).to.be.below(1);
  });

  it('claims nothing of a mark on a bare ground, though the box is right beside it', () => {
    const wrong = claims(dull(0)).filter((distance) => distance !== undefined && distance > 10);
    expect(wrong).to.deep.equal([]);
  });
});
