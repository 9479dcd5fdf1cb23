import { expect } from '@open-wc/testing';
import {
  apply,
  multiply,
  similarity,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture, repeating } from '../support/scene.js';

const texture = naturalTexture(5);
const region = { x: 330, y: 190, radius: 40 };
const middle = { x: 320, y: 180 };

/** A tracker that followed `region` for ten frames. */
function followed(surface = texture): Tracker {
  const tracker = new Tracker();
  tracker.add('a', picture(surface, translation(0, 0)), region);
  for (let frame = 1; frame <= 10; frame++)
    tracker.track(picture(surface, translation(frame, 0)), frame * 33);
  return tracker;
}

function errorOf(pose: Homography, truth: Homography): number {
  const [is, was] = [apply(pose, region.x, region.y), apply(truth, region.x, region.y)];
  return Math.hypot(is.x - was.x, is.y - was.y);
}

/** Looks at something else for 20 frames, then at `truth`: frames until found, and the error then. */
function back(
  truth: Homography,
  surface = texture,
): { frames: number; state: string | undefined; error: number } {
  const tracker = followed(surface);
  const elsewhere = picture(naturalTexture(77), translation(0, 0));
  const gone = Array.from(
    { length: 20 },
    (_, index) => tracker.track(elsewhere, (11 + index) * 33)[0]!.state,
  );
  expect(gone.at(-1)).to.equal('lost');
  const again = picture(surface, truth);
  for (let frames = 0; frames < 20; frames++) {
    const [found] = tracker.track(again, (40 + frames) * 33);
    if (found?.pose) return { frames, state: found.state, error: errorOf(found.pose, truth) };
  }
  return { frames: Infinity, state: undefined, error: NaN };
}

describe('Tracker that lost sight of a mark', () => {
  it('finds it at once when it is looked at again, turned and from nearer', () => {
    const { frames, state, error } = back(similarity(0.6, 1.2, middle, 40, 20));
    expect(frames).to.be.at.most(3);
    expect(state).to.equal('relocated');
    expect(error).to.be.below(0.3);
  });

  it('finds it from 60 degrees beside, by the views that it made itself', () => {
    const squeezed = Float64Array.of(0.5, 0, 0, 0, 1, 0, 0.0005, 0, 1);
    const beside = multiply(translation(320, 180), multiply(squeezed, translation(-320, -180)));
    const { frames, error } = back(beside);
    expect(frames).to.be.at.most(12);
    expect(error).to.be.below(1);
  });

  for (const [scale, degrees] of [
    [1.5, 15],
    [1.5, -100],
    [0.7, 60],
    [0.6, 160],
    [1.3, 150],
    [2.2, -30],
  ] as const)
    it(`finds it ${scale} times as large and turned by ${degrees} degrees`, () => {
      const { frames, error } = back(similarity((degrees * Math.PI) / 180, scale, middle));
      expect(frames).to.be.at.most(18);
      expect(error).to.be.below(1);
    });

  it('is relocated for half a second, then locked', () => {
    const tracker = followed();
    const elsewhere = picture(naturalTexture(77), translation(0, 0));
    for (let frame = 11; frame < 25; frame++) tracker.track(elsewhere, frame * 33);
    const states = Array.from(
      { length: 24 },
      (_, frame) => tracker.track(picture(texture, translation(4, 4)), (25 + frame) * 33)[0]!.state,
    );
    const found = states.indexOf('relocated');
    expect(found).to.be.within(0, 3);
    expect(states.slice(found, found + 15).every((state) => state === 'relocated')).to.equal(true);
    expect(states.at(-1)).to.equal('locked');
  });

  it('finds the right one of things that repeat and differ a little, as keys do by their letters', () => {
    const [tile, letters] = [repeating(naturalTexture(21), 64), naturalTexture(9)];
    const keys: typeof tile = (x, y) => 0.75 * tile(x, y) + 0.25 * letters(x, y);
    const { frames, error } = back(translation(15, 11), keys);
    expect(frames).to.be.at.most(3);
    expect(error).to.be.below(0.5);
  });

  it('stays lost rather than pointing at the neighbour in a pattern that repeats everywhere', () => {
    const { frames } = back(translation(15, 11), repeating(naturalTexture(21), 64));
    expect(frames).to.equal(Infinity);
  });
});
