import { expect } from '@open-wc/testing';
import { identity, translation, type Homography } from '../../../../src/live/tracking/geometry/homography.js';
import { Doubts } from '../../../../src/live/tracking/keyframes/doubts.js';

const anchor = { id: 'a', region: { x: 300, y: 200, radius: 40 } };

/** What is settled, frame after frame, where a place is seen at these poses with these leads. */
function settled(
  seen: readonly (readonly [pose: Homography, lead: number])[],
  motion = identity(),
): boolean[] {
  const doubts = new Doubts();
  return seen.map(([pose, lead]) => {
    doubts.predict([anchor], motion);
    return doubts.settle(anchor, pose, lead);
  });
}

describe('Doubts', () => {
  it('are settled once the same place has led by enough on several frames', () => {
    const here = identity();
    expect(settled(Array.from({ length: 4 }, () => [here, 1.8] as const)).at(-1)).to.equal(true);
    expect(settled([[here, 1.8]])).to.eql([false]);
  });

  it('are not settled by places that lead by too little', () => {
    expect(settled(Array.from({ length: 9 }, () => [identity(), 1.2] as const))).not.to.include(true);
  });

  it('are of a place that moves with the camera', () => {
    const steps = Array.from({ length: 5 }, (_, frame) => [translation(12 * frame, 0), 1.8] as const);
    expect(settled(steps, translation(12, 0)).at(-1)).to.equal(true);
    expect(settled(steps)).not.to.include(true);
  });

  it('are given up when the place is not seen again, or what was lost is found', () => {
    const doubts = new Doubts();
    doubts.settle(anchor, identity(), 1.8);
    doubts.predict([anchor], translation(5, 0));
    expect([...doubts.of('a')!]).to.eql([...translation(5, 0)]);
    for (let frame = 0; frame < 4; frame++) doubts.predict([anchor], identity());
    expect(doubts.of('a')).to.equal(undefined);
    doubts.settle(anchor, identity(), 1.8);
    doubts.predict([], identity());
    expect(doubts.of('a')).to.equal(undefined);
  });
});
