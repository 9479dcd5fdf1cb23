import { expect } from '@open-wc/testing';
import { identity, translation } from '../../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { Tracker } from '../../../../src/live/tracking/tracker.js';
import { naturalTexture, picture } from '../support/scene.js';

const texture = naturalTexture(5);
const region = { x: 300, y: 200, radius: 40 };
const uniform = (grey: number): Luma => ({
  width: 640,
  height: 360,
  data: new Uint8Array(640 * 360).fill(grey),
});

function followed(): Tracker {
  const tracker = new Tracker();
  tracker.add('a', picture(texture, identity()), region);
  for (let frame = 1; frame <= 5; frame++) tracker.track(picture(texture, translation(frame, 0)), frame * 33);
  return tracker;
}

describe('Tracker given what no camera should give', () => {
  it('claims nothing on black frames, says that the lens is covered, and goes on after them', () => {
    const tracker = followed();
    const states = Array.from(
      { length: 30 },
      (_, index) => tracker.track(uniform(0), (6 + index) * 33)[0]!.state,
    );
    expect(states.at(-1)).to.equal('lost');
    expect(states.slice(8).every((state) => state === 'lost')).to.equal(true);
    expect(tracker.hint).to.equal('lens-covered');
    const after = Array.from(
      { length: 6 },
      (_, index) => tracker.track(picture(texture, identity()), (40 + index) * 33)[0]!.state,
    );
    expect(after.at(-1)).to.equal('relocated');
    expect(tracker.hint).to.equal(undefined);
  });

  it('stays where it is on a frame that comes again and again', () => {
    const tracker = followed();
    const frozen = picture(texture, translation(6, 0));
    const found = Array.from({ length: 20 }, (_, index) => tracker.track(frozen, (6 + index) * 33)[0]!);
    expect(found.every(({ state }) => state === 'locked')).to.equal(true);
    expect(found.every(({ pose }) => Math.abs(pose![2]! - 6) < 0.1)).to.equal(true);
  });

  it('goes on when the frames become smaller, and when they become larger again', () => {
    const tracker = followed();
    for (const [frame, [width, height]] of [
      [320, 180],
      [480, 270],
      [640, 360],
    ].entries()) {
      const [found] = tracker.track(picture(texture, translation(6, 0), width, height), (6 + frame) * 33);
      expect(found?.state, `${width} wide`).to.equal('locked');
      expect(found!.pose![2], `${width} wide`).to.be.closeTo(6, 0.6);
    }
  });

  it('follows a mark of a picture taken upright in frames that are', () => {
    const tracker = new Tracker();
    tracker.add('a', picture(texture, identity(), 360, 640), { x: 180, y: 300, radius: 40 });
    const [found] = tracker.track(picture(texture, translation(3, 2), 360, 640), 33);
    expect(found?.state).to.equal('locked');
    expect([found!.pose![2]!, found!.pose![5]!].map((value) => Math.round(value * 5) / 5)).to.deep.equal([
      3, 2,
    ]);
  });

  it('never claims a mark whose place is no number, or that lies outside of its picture', () => {
    const tracker = new Tracker();
    tracker.add('nan', picture(texture, identity()), { x: NaN, y: 100, radius: 20 });
    tracker.add('far', picture(texture, identity()), { x: 5_000, y: 100, radius: 20 });
    const found = tracker.track(picture(texture, identity()), 33);
    expect(found.map(({ state }) => state)).to.deep.equal(['lost', 'lost']);
  });

  it('never claims a mark on a picture, or a frame, that has not the bytes that it should', () => {
    const tracker = new Tracker();
    tracker.add('a', { width: 640, height: 360, data: new Uint8Array(10) }, region);
    tracker.add('b', picture(texture, identity()), region);
    expect(
      tracker.track({ width: 640, height: 360, data: new Uint8Array(7) }, 33).map(({ state }) => state),
    ).to.deep.equal(['lost', 'lost']);
    expect(tracker.track(picture(texture, identity()), 66).map(({ state }) => state)).to.deep.equal([
      'lost',
      'locked',
    ]);
  });

  it('says that a surface has no detail', () => {
    const tracker = new Tracker();
    const ramp = {
      ...uniform(0),
      data: Uint8Array.from({ length: 640 * 360 }, (_, at) => 60 + (at % 640) / 5),
    };
    tracker.add('a', ramp, region);
    expect(tracker.track(ramp, 33)[0]!.state).to.equal('lost');
    expect(tracker.hint).to.equal('no-detail');
  });
});
