import { expect } from '@open-wc/testing';
import { AnchorTrack } from '../../../src/live/tracking/anchor-track.js';
import { identity, translation, type Homography } from '../../../src/live/tracking/geometry/homography.js';
import type { Keyframe } from '../../../src/live/tracking/keyframes/keyframe.js';
import type { Found } from '../../../src/live/tracking/planes/evidence.js';

const locality = { learn: () => undefined };
const keyframe = {
  sightings: new Map([['a', { pose: identity(), locality: { fine: locality, coarse: locality } }]]),
} as unknown as Keyframe;

/** A plane of which all is seen. */
const seen = (map: Homography, evidence: Partial<Found> = {}): Found => ({
  map,
  basis: 'plane',
  visible: 120,
  agreeing: 110,
  visibleNear: 40,
  agreeingNear: 39,
  strayNear: 0,
  visibleUnder: 20,
  agreeingUnder: 20,
  strayUnder: 0,
  openSides: 0,
  core: 0.97,
  support: 0.97,
  likeness: 0.95,
  uncertainty: 0.05,
  votes: {},
  ...evidence,
});
/** The same while a hand covers the mark. */
const around = (map: Homography): Found =>
  seen(map, { agreeing: 60, agreeingNear: 0, agreeingUnder: 0, openSides: 10, core: 0 });

const STEP = 6;
const at = (frame: number): Homography => translation(STEP * frame, 0);

/** An anchor that was seen for so many frames, in a picture that moves by `STEP` to the right, which nothing tells it. */
function followed(frames: number, evidence: Partial<Found> = {}): AnchorTrack {
  const anchor = new AnchorTrack('a', { x: 300, y: 180, radius: 40 }, undefined);
  for (let frame = 1; frame <= frames; frame++) {
    anchor.predict(identity());
    anchor.follow(seen(at(frame), evidence), keyframe, frame * 33);
  }
  return anchor;
}

function cover(anchor: AnchorTrack, frame: number, found: Found | undefined): void {
  anchor.predict(identity());
  if (found) anchor.follow(found, keyframe, frame * 33);
  anchor.miss(0);
}

describe('AnchorTrack', () => {
  it('is expected where the plane around it goes while it is covered, and as that moved last', () => {
    const anchor = followed(10);
    for (let frame = 11; frame <= 40; frame++) {
      cover(anchor, frame, around(at(frame)));
      expect(anchor.isExpected, `frame ${frame}`).to.equal(true);
      expect([...anchor.expected]).to.eql([...at(frame)]);
    }
    expect(anchor.report(40 * 33).state).to.equal('lost');
    anchor.predict(identity());
    expect([...anchor.carriedOn!]).to.eql([...at(41)]);
  });

  it('goes on to be expected where that plane is not seen for a few frames', () => {
    const anchor = followed(10);
    for (let frame = 11; frame <= 30; frame++) cover(anchor, frame, around(at(frame)));
    for (let frame = 31; frame <= 34; frame++) cover(anchor, frame, undefined);
    expect(anchor.isExpected).to.equal(true);
    expect(anchor.carriedOn).to.equal(undefined);
    for (let frame = 35; frame <= 40; frame++) cover(anchor, frame, undefined);
    expect(anchor.isExpected).to.equal(false);
  });

  it('is well seen once it was verified for some frames, and not in the blur of a pan', () => {
    expect([7, 8].map((frames) => followed(frames).isWellSeen)).to.eql([false, true]);
    expect(followed(20, { likeness: 0.81, support: 0.72 }).isWellSeen).to.equal(false);
  });
});
