import { expect } from '@open-wc/testing';
import { translation } from '../../../../src/live/tracking/geometry/homography.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture, type Texture } from '../support/scene.js';

const wall = naturalTexture(3);
const other = naturalTexture(8);
/** The wall left of the mark and not far from it, something else everywhere else. */
const half: Texture = (x, y) =>
  x < 322 && Math.abs(x - 320) < 110 && Math.abs(y - 180) < 90 ? wall(x, y) : other(x, y);
const mark = { x: 320, y: 180, radius: 40 };
const shown = (texture: Texture) => picture(texture, translation(0, 0));

describe('A mark at first sight', () => {
  it('is not believed to be where hardly half of it agrees, until it was seen better', () => {
    const tracker = new Tracker();
    tracker.add('a', shown(wall), mark);
    const [found] = tracker.track(shown(half), 33);
    expect(found?.state).to.equal('lost');
    for (let frame = 2; frame <= 8; frame++) tracker.track(shown(wall), frame * 33);
    expect(tracker.track(shown(wall), 300)[0]?.state).to.be.oneOf(['locked', 'relocated']);
  });

  it('is, once it is known, though a hand covers the other half', () => {
    const tracker = new Tracker();
    tracker.add('a', shown(wall), mark);
    for (let frame = 1; frame <= 3; frame++) tracker.track(shown(wall), frame * 33);
    expect(tracker.track(shown(half), 133)[0]?.state).not.to.equal('lost');
  });
});
