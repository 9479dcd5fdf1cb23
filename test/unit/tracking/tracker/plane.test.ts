import { expect } from '@open-wc/testing';
import {
  apply,
  multiply,
  similarity,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture } from '../support/scene.js';

/** A hand that sways, turns, tilts and comes nearer. */
const swaying = (frame: number): Homography =>
  multiply(
    Float64Array.of(1, 0, 0, 0, 1, 0, 0.0004 * Math.sin(frame / 20), 0, 1),
    similarity(0.3 * Math.sin(frame / 15), 1 + 0.2 * Math.sin(frame / 25), { x: 320, y: 180 }, 4 * frame, 0),
  );

describe('Tracker on a plane', () => {
  it('keeps a mark where it was put to a tenth of a pixel while the camera moves', () => {
    const texture = naturalTexture(5);
    const tracker = new Tracker();
    tracker.add('a', picture(texture, swaying(0)), { x: 300, y: 200, radius: 40 });
    for (let frame = 1; frame <= 30; frame++) {
      const [found] = tracker.track(picture(texture, swaying(frame)), frame * 33);
      expect(found?.state, `frame ${frame}`).to.equal('locked');
      const [is, was] = [apply(found!.pose!, 300, 200), apply(swaying(frame), 300, 200)];
      expect(Math.hypot(is.x - was.x, is.y - was.y), `frame ${frame}`).to.be.below(0.1);
    }
  });
});
