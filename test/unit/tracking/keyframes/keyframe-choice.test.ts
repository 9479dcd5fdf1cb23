import { expect } from '@open-wc/testing';
import { multiply, similarity, translation } from '../../../../src/live/tracking/geometry/homography.js';
import { chooseKeyframes } from '../../../../src/live/tracking/keyframes/keyframe-choice.js';
import { KeyframeStore } from '../../../../src/live/tracking/keyframes/keyframe-store.js';
import { KeyframeMaker, type Keyframe } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { naturalTexture, picture } from '../support/scene.js';

const region = { x: 320, y: 180, radius: 40 };
const larger = (size: number) => similarity(0, size, region, 0, 0);

describe('keyframe choice', () => {
  const store = new KeyframeStore(new KeyframeMaker());
  const sighting = store.mark('a', picture(naturalTexture(5), translation(0, 0)), region);
  /** The picture that was marked, and the same from twice as near. */
  const own = { ...store.own('a')!, sightings: new Map([...'abcd'].map((id) => [id, sighting])) };
  const near: Keyframe = {
    ...own,
    sightings: new Map([...'abcd'].map((id) => [id, { ...sighting, pose: larger(2) }])),
  };
  const placed = (id: string, size: number) => ({ id, region, pose: larger(size) });
  const chosenFor = (one: ReturnType<typeof placed>) => chooseKeyframes([own, near], [one])[0];

  it('takes what shows the anchor most as the frame will', () => {
    expect(chosenFor(placed('a', 1.05))?.keyframe).to.equal(own);
    const choice = chosenFor(placed('a', 2.1));
    expect(choice?.keyframe).to.equal(near);
    expect(multiply(choice!.map, larger(2))[0]).to.be.closeTo(2.1, 1e-9);
  });

  it('looks for several anchors from one where that shows them nearly as well', () => {
    // By itself the third would take its own picture.
    const between = placed('c', 1.45);
    expect(chosenFor(between)?.keyframe).to.equal(own);
    const chosen = chooseKeyframes([own, near], [placed('a', 2), placed('b', 2.1), between]);
    expect(chosen.map((choice) => choice?.keyframe)).to.eql([near, near, near]);
  });

  it('lets nobody do with a much worse one for the sake of the others', () => {
    const chosen = chooseKeyframes([own, near], [placed('a', 2), placed('b', 2.1), placed('c', 1)]);
    expect(chosen.map((choice) => choice?.keyframe)).to.eql([near, near, own]);
  });

  it('leaves out an anchor that no keyframe shows', () => {
    const chosen = chooseKeyframes([own, near], [placed('z', 1), placed('a', 1)]);
    expect(chosen.map((choice) => choice?.keyframe)).to.eql([undefined, own]);
  });
});
