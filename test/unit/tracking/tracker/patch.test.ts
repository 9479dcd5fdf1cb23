import { expect } from '@open-wc/testing';
import { apply, similarity, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { picture, type Texture } from '../support/scene.js';

/** Six dots of ten pixels on a bare wall: too few for a plane. */
const DOTS = [
  [290, 170],
  [335, 175],
  [300, 215],
  [345, 220],
  [320, 192],
  [278, 202],
] as const;
const label: Texture = (x, y) => (DOTS.some(([u, v]) => Math.hypot(x - u, y - v) < 5) ? 40 : 190);
/** The same, far from the mark. */
const aside: Texture = (x, y) => label(x, y + 120);
const bare: Texture = () => 190;

/** A hand that sways and turns a little. */
const held = (frame: number): Homography =>
  similarity(
    0.1 * Math.sin(frame / 9),
    1 + 0.05 * Math.sin(frame / 7),
    { x: 310, y: 195 },
    2 * frame,
    Math.sin(frame / 5),
  );

describe('Tracker on a few patches', () => {
  it('follows what little there is by turn, scale and shift, and says that it is less sure', () => {
    const tracker = new Tracker();
    tracker.add('a', picture(label, held(0)), { x: 310, y: 195, radius: 40 });
    for (let frame = 1; frame <= 30; frame++) {
      const [found] = tracker.track(picture(label, held(frame)), frame * 33);
      expect(found, `frame ${frame}`).to.include({ state: 'drifting', basis: 'patch' });
      const [is, was] = [apply(found!.pose!, 310, 195), apply(held(frame), 310, 195)];
      expect(Math.hypot(is.x - was.x, is.y - was.y), `frame ${frame}`).to.be.below(1);
    }
  });

  it('claims nothing of a mark on a bare wall, whatever hangs there elsewhere', function () {
    // What is lost is looked for on each frame: how long thirty of them take is the machine's affair.
    this.timeout(60_000);
    const tracker = new Tracker();
    tracker.add('a', picture(aside, held(0)), { x: 310, y: 195, radius: 40 });
    for (let frame = 1; frame <= 30; frame++) {
      const [found] = tracker.track(picture(aside, held(frame)), frame * 33);
      expect(found, `frame ${frame}`).to.include({ state: 'lost' });
    }
  });

  it('claims nothing any more when they are gone', () => {
    const tracker = new Tracker();
    tracker.add('a', picture(label, held(0)), { x: 310, y: 195, radius: 40 });
    for (let frame = 1; frame <= 10; frame++) tracker.track(picture(label, held(frame)), frame * 33);
    const gone = Array.from(
      { length: 12 },
      (_, step) => tracker.track(picture(bare, held(11 + step)), (11 + step) * 33)[0],
    );
    expect(gone.at(-1)?.state).to.equal('lost');
    expect(gone.filter((one) => one?.state !== 'lost').length).to.be.below(7);
  });
});
