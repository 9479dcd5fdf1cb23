import { expect } from '@open-wc/testing';
import type { ClassName, SequenceClass } from '../../../bench/tracking/generator/classes.js';
import { CLASS_NAMES, isHeldOut } from '../../../bench/tracking/generator/classes.js';
import { Cylinder } from '../../../bench/tracking/generator/cylinder.js';
import { Plane } from '../../../bench/tracking/generator/plane.js';
import type { Scene } from '../../../bench/tracking/generator/scene.js';
import { Sequence, sequence } from '../../../bench/tracking/generator/sequence.js';
import type { Texture } from '../../../bench/tracking/generator/texture.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';

/** White dots of 7 mm on dark ground, where the mark's five points are: 0.05 m around the middle. */
function dots(): Texture {
  const [width, height] = [1200, 800];
  const data = new Uint8Array(width * height).fill(20);
  for (const [u, v] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const) {
    const [x, y] = [600 + u * 100, 400 + v * 100];
    for (let dy = -7; dy <= 7; dy++)
      for (let dx = -7; dx <= 7; dx++) if (Math.hypot(dx, dy) <= 7) data[(y + dy) * width + x + dx] = 235;
  }
  return { width, height, data };
}

const flat = (): Scene => ({
  surfaces: [new Plane({ texture: dots(), width: 0.6, depth: 0 })],
  place: (x, y) => [x, y, 0],
  mark: [0, 0],
});

function round(): Scene {
  const cylinder = new Cylinder(dots(), 0.16, 0.6);
  return { surfaces: [cylinder], place: (x, y) => cylinder.point(x, y), mark: [0, 0] };
}

/** Middle of the light around a place, above the dark ground. */
function centroid({ width, data }: Luma, [px, py]: readonly [number, number]): [number, number] {
  let [sum, sx, sy] = [0, 0, 0];
  for (let y = Math.round(py) - 12; y <= Math.round(py) + 12; y++) {
    for (let x = Math.round(px) - 12; x <= Math.round(px) + 12; x++) {
      const light = Math.max(0, data[y * width + x]! - 45);
      sum += light;
      sx += light * x;
      sy += light * y;
    }
  }
  return [sx / sum, sy / sum];
}

function greatestError(definition: SequenceClass, frames: readonly number[]): number {
  const made = new Sequence(definition, 5, 0);
  const errors = frames.flatMap((number) => {
    const frame = made.frame(number);
    return made.truths(number)[0]!.points.map((point) => {
      const [x, y] = centroid(frame, point);
      return Math.hypot(x - point[0], y - point[1]);
    });
  });
  return Math.max(...errors);
}

describe('a sequence', () => {
  const still: SequenceClass = {
    about: '',
    stage: flat,
    exposure: 0,
    motion: () => ({ yaw: 0.1, roll: 0.4 }),
  };

  it('shows a dot where its truth says, to a tenth of a pixel', () => {
    expect(greatestError(still, [0, 50, 100])).to.be.below(0.1);
  });

  it('does so while the shutter rolls over a turning picture', () => {
    const turning: SequenceClass = {
      ...still,
      motion: ({ wave }) => ({ roll: 1.5 * wave(2), pan: 0.1 * wave(4) }),
    };
    expect(greatestError(turning, [0, 31, 62])).to.be.below(0.1);
  });

  it('does so through a lens that bends lines, and while it zooms', () => {
    const bent: SequenceClass = {
      ...still,
      lens: { k1: -0.12, k2: 0.03 },
      motion: () => ({ pan: 0.22, tilt: 0.1 }),
    };
    const zooming: SequenceClass = { ...still, motion: ({ wave }) => ({ zoom: 2 ** (0.5 * wave(2)) }) };
    expect(greatestError(bent, [0, 50])).to.be.below(0.1);
    expect(greatestError(zooming, [0, 50])).to.be.below(0.1);
  });

  it('does so on a drum', () => {
    expect(greatestError({ ...still, stage: round, motion: () => ({ yaw: 0.1 }) }, [0, 50])).to.be.below(
      0.15,
    );
  });

  it('would be caught if its truth were a pixel off', () => {
    const made = new Sequence(still, 5, 0);
    const [x, y] = made.truths(0)[0]!.points[0]!;
    const [seenX] = centroid(made.frame(0), [x + 1, y]);
    expect(Math.abs(seenX - (x + 1))).to.be.above(0.8);
  });

  it('blurs what moves around its true place', () => {
    const blurred: SequenceClass = {
      ...still,
      exposure: 0.9,
      motion: ({ wave }) => ({ pan: 0.05 * wave(4) }),
    };
    expect(greatestError(blurred, [0, 30])).to.be.below(0.25);
  });

  it('is the same for the same seed, frame by frame in any order, and another for another seed', () => {
    const [one, two] = [sequence('light', 2), sequence('light', 2)];
    const later = one.frame(7).data;
    one.frame(3);
    expect(two.frame(3).data).to.deep.equal(one.frame(3).data);
    expect(two.frame(7).data).to.deep.equal(later);
    expect(two.truths(7)).to.deep.equal(one.truths(7));
    expect(sequence('light', 3).frame(7).data).not.to.deep.equal(later);
  });

  it('begins again after its cycle', () => {
    for (const name of ['steady', 'wild', 'moving'] satisfies ClassName[]) {
      const made = sequence(name, 1, { cycle: 60 });
      const [start, again] = [made.truths(0)[0]!.points[0]!, made.truths(60)[0]!.points[0]!];
      expect(Math.hypot(start[0] - again[0], start[1] - again[1]), name).to.be.below(1e-6);
    }
  });

  it('starts with its mark in sight, in every class', () => {
    for (const name of CLASS_NAMES) expect(sequence(name, 3).truths(0)[0]!.visible, name).to.equal(true);
  }).timeout(60_000);

  it('knows when its mark has left the picture and when a hand is before it', () => {
    const states = (name: ClassName) => {
      const made = sequence(name, 1);
      return Array.from({ length: 240 }, (_, frame) => made.truths(frame)[0]!);
    };
    expect(states('leave').filter(({ inPicture }) => !inPicture).length).to.be.within(40, 160);
    expect(states('occlude').filter(({ inPicture, visible }) => inPicture && !visible).length).to.be.within(
      10,
      160,
    );
    expect(states('steady').every(({ visible }) => visible)).to.equal(true);
  });
});

describe('the seeds', () => {
  it('are held out from tuning, every fourth of them', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(isHeldOut)).to.deep.equal([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});
