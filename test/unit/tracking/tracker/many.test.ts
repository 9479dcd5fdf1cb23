import { expect } from '@open-wc/testing';
import { apply, identity, similarity } from '../../../../src/live/tracking/geometry/homography.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture, type Texture } from '../support/scene.js';

const texture = naturalTexture(5);

describe('Tracker of many marks', () => {
  it('keeps ten marks on one picture, each where it belongs', () => {
    const tracker = new Tracker();
    const regions = Array.from({ length: 10 }, (_, i) => ({
      x: 80 + 110 * (i % 5),
      y: i < 5 ? 110 : 250,
      radius: 30,
    }));
    regions.forEach((region, index) => tracker.add(String(index), picture(texture, identity()), region));
    expect(tracker.size).to.equal(10);
    for (let frame = 1; frame <= 12; frame++) {
      const truth = similarity(0.01 * frame, 1 + 0.005 * frame, { x: 320, y: 180 }, frame, 0);
      for (const { id, pose } of tracker.track(picture(texture, truth), frame * 33)) {
        const { x, y } = regions[Number(id)]!;
        const [is, was] = [apply(pose!, x, y), apply(truth, x, y)];
        expect(Math.hypot(is.x - was.x, is.y - was.y), `mark ${id}, frame ${frame}`).to.be.below(0.25);
      }
    }
  });

  it('follows each mark on its own thing where two move apart', () => {
    const other = naturalTexture(50);
    const halves =
      (shift: number): Texture =>
      (x, y) =>
        x < 320 ? texture(x, y + shift) : other(x, y - shift);
    const tracker = new Tracker();
    tracker.add('left', picture(halves(0), identity()), { x: 160, y: 180, radius: 40 });
    tracker.add('right', picture(halves(0), identity()), { x: 480, y: 180, radius: 40 });
    for (let frame = 1; frame <= 15; frame++) {
      const [left, right] = tracker.track(picture(halves(2 * frame), identity()), frame * 33);
      expect(apply(left!.pose!, 160, 180).y, `left, frame ${frame}`).to.be.closeTo(180 - 2 * frame, 0.5);
      expect(apply(right!.pose!, 480, 180).y, `right, frame ${frame}`).to.be.closeTo(180 + 2 * frame, 0.5);
    }
  });

  it('forgets a mark that is removed, and follows one anew that is added again', () => {
    const tracker = new Tracker();
    tracker.add('a', picture(texture, identity()), { x: 300, y: 200, radius: 40 });
    tracker.add('b', picture(texture, identity()), { x: 200, y: 100, radius: 40 });
    tracker.remove('a');
    tracker.add('b', picture(texture, identity()), { x: 400, y: 150, radius: 40 });
    expect(tracker.size).to.equal(1);
    expect(tracker.track(picture(texture, identity()), 33).map(({ id }) => id)).to.deep.equal(['b']);
  });
});
