import { expect } from '@open-wc/testing';
import { apply } from '../../../src/live/tracking/geometry/homography.js';
import { cameraRate } from '../../../src/live/tracking/gyroscope.js';
import { turnMap, TurnPrior } from '../../../src/live/tracking/worker/turn-prior.js';

const SIDES = { width: 640, height: 360 };
const MIDDLE = { x: 320, y: 180 };

describe('turnMap', () => {
  it('moves the scene to the left when the camera turns to the right, by the focal length times the tangent', () => {
    const { x, y } = apply(turnMap({ x: 0, y: 0.02, z: 0 }, SIDES), MIDDLE.x, MIDDLE.y);
    expect(x).to.be.closeTo(320 - 530 * Math.tan(0.02), 1e-6);
    expect(y).to.be.closeTo(180, 1e-9);
  });

  it('moves it down when the camera turns up, and round its middle when it rolls', () => {
    expect(apply(turnMap({ x: 0.02, y: 0, z: 0 }, SIDES), 320, 180).y).to.be.greaterThan(189);
    const rolled = apply(turnMap({ x: 0, y: 0, z: Math.PI / 2 }, SIDES), 420, 180);
    expect(rolled.x).to.be.closeTo(320, 1e-6);
    expect(rolled.y).to.be.closeTo(80, 1e-6);
  });
});

describe('cameraRate', () => {
  const round = ({ x, y, z }: { x: number; y: number; z: number }): number[] =>
    [x, y, z].map((one) => Math.round((one * 180) / Math.PI) + 0);

  it('takes an upright phone’s turn to the right to the camera’s', () => {
    expect(round(cameraRate({ x: 0, y: -10, z: 0 }, 0))).to.eql([0, 10, 0]);
  });

  it('follows the screen on a phone that is held on its left side', () => {
    // The phone's x points up now: a turn to the right is one about it, backwards.
    expect(round(cameraRate({ x: -10, y: 0, z: 0 }, 90))).to.eql([0, 10, 0]);
  });
});

describe('TurnPrior', () => {
  /** Frames at 30 a second of a camera that pans, with a gyroscope that says `told` of it. */
  function pan(prior: TurnPrior, frames: number, told: number): unknown[] {
    const believed: unknown[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      for (const at of [0, 11, 22]) prior.turned({ x: 0, y: told, z: 0 }, frame * 33 + at);
      believed.push(prior.take(SIDES));
      prior.saw(MIDDLE, apply(turnMap({ x: 0, y: 0.5 * 0.033, z: 0 }, SIDES), MIDDLE.x, MIDDLE.y));
    }
    return believed;
  }

  it('is believed once it has said what was then seen', () => {
    const believed = pan(new TurnPrior(), 20, 0.5);
    expect(believed.slice(0, 4)).to.eql([undefined, undefined, undefined, undefined]);
    expect(believed.at(-1)).not.to.equal(undefined);
  });

  it('is never believed where its axes lie otherwise', () => {
    expect(pan(new TurnPrior(), 40, -0.5).every((map) => map === undefined)).to.equal(true);
  });

  it('says nothing of a gyroscope that is silent', () => {
    const prior = new TurnPrior();
    expect(prior.take(SIDES)).to.equal(undefined);
  });
});
