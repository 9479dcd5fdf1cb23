import { expect } from '@open-wc/testing';
import { apply, translation } from '../../../src/live/tracking/geometry/homography.js';
import { catchUp } from '../../../src/live/tracking/worker/catch-up.js';
import { approach, approached } from './support/approach.js';
import { naturalTexture, picture } from './support/scene.js';

const MIDDLE = { x: 320, y: 180, radius: 40 };
const STEP = 33;

describe('Catching up with frames that came since', function () {
  // Drawing the frames takes most of it; how long is the machine's affair.
  this.timeout(60_000);
  const texture = naturalTexture(3);
  const marked = picture(texture, translation(0, 0));

  const off = (pose: Float64Array | undefined, truth: Float64Array): number => {
    const [a, b] = [apply(pose ?? new Float64Array(9), 345, 160), apply(truth, 345, 160)];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };

  it('follows a region into a view in which it could hardly be known again', () => {
    const frames = approach(texture, 28).map((luma, index) => ({ time: (index + 1) * STEP, luma }));
    const known = catchUp(marked, MIDDLE, frames);
    expect(known?.time).to.equal(28 * STEP);
    expect(off(known?.pose, approached(1))).to.be.below(1.5);
  });

  it('looks at no more than twenty of many frames, the last one among them', () => {
    const frames = Array.from({ length: 60 }, (_, index) => ({
      time: (index + 1) * STEP,
      luma: picture(texture, translation(-index, 0)),
    }));
    const looked: number[] = [];
    const watched = frames.map(({ time, luma }) => ({
      time,
      get luma() {
        looked.push(time);
        return luma;
      },
    }));
    expect(off(catchUp(marked, MIDDLE, watched)?.pose, translation(-59, 0))).to.be.below(0.5);
    expect(looked).to.have.length(20);
    expect(looked.at(-1)).to.equal(60 * STEP);
  });

  it('knows nothing where the region was lost on the way, or nothing came since', () => {
    const grey = { time: STEP, luma: picture(() => 128, translation(0, 0)) };
    expect(
      catchUp(
        marked,
        MIDDLE,
        Array.from({ length: 30 }, () => grey),
      ),
    ).to.equal(undefined);
    expect(catchUp(marked, MIDDLE, [])).to.equal(undefined);
  });
});
