import { expect } from '@open-wc/testing';
import { FrameRing } from '../../../src/live/tracking/frames/frame-ring.js';
import { apply, translation } from '../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../src/live/tracking/luma.js';
import type { PoseWord } from '../../../src/live/tracking/poses.js';
import { Tracker } from '../../../src/live/tracking/tracker.js';
import { Engine } from '../../../src/live/tracking/worker/engine.js';
import { naturalTexture, picture } from './support/scene.js';

const REGION = { x: 0.5, y: 0.5, reachX: 0.06, reachY: 0.1 };
const STEP = 33;
const MINUTE = 60_000;

describe('The tracking engine when its camera changes', function () {
  // Drawing the frames takes most of it; how long is the machine's affair.
  this.timeout(60_000);
  const thing = naturalTexture(7);
  const elsewhere = naturalTexture(40);
  const views = new Map<string, Luma>();
  let engine: Engine;

  const view = (texture: typeof thing, panned: number, width = 640, height = 360): Luma => {
    const key = `${texture === thing ? 'thing' : 'elsewhere'} ${panned} ${width}x${height}`;
    const drawn = views.get(key) ?? picture(texture, translation(-panned, 0), width, height);
    views.set(key, drawn);
    return drawn;
  };
  const look = (luma: Luma, time: number): PoseWord | undefined => engine.frame(luma, time)?.marks[0];
  /** The words of so many frames from a time on, of a camera that goes on by 2 pixels each. */
  const words = (texture: typeof thing, panned: number, from: number, count: number): PoseWord[] =>
    Array.from({ length: count }, (_, frame) =>
      look(view(texture, panned + 2 * frame), from + frame * STEP),
    ).filter((word) => word !== undefined);
  const claims = (all: readonly PoseWord[]): PoseWord[] => all.filter(([, state]) => state !== 'lost');
  /** By how many standard pixels the middle of the still is beside where it should be, this far panned. */
  const error = (word: PoseWord | undefined, panned: number): number => {
    if (!word?.[3]) return Infinity;
    const { x, y } = apply(Float64Array.of(...word[3], 1), 0.5, 0.5);
    return Math.hypot(x * 640 - 320 + panned, y * 360 - 180);
  };

  /** A mark that is followed, 20 pixels panned since it was made; the last frame was at this time. */
  const followed = (start = 0): number => {
    engine = new Engine({ tracker: new Tracker(), ring: new FrameRing() });
    look(view(thing, 0), start);
    engine.still({ id: 's', time: start, by: 'rtp' });
    engine.follow('m', 's', REGION);
    const all = words(thing, 2, start + STEP, 10);
    expect(all.at(-1)?.[1]).to.equal('locked');
    return start + 10 * STEP;
  };

  for (const [name, restart] of [
    ['whose clock goes on', (last: number) => last + STEP],
    ['whose clock is behind', () => 7],
    ['whose clock is far ahead', (last: number) => last + 5 * MINUTE],
  ] as const) {
    it(`claims nothing on another camera’s pictures, ${name}, and finds the mark on them when they show it`, () => {
      const start = restart(followed(500));
      expect(claims(words(elsewhere, 0, start, 20))).to.eql([]);
      const found = words(thing, -60, start + 20 * STEP, 12);
      expect(found.at(-1)?.[1]).to.be.oneOf(['locked', 'relocated']);
      expect(error(found.at(-1), -60 + 2 * 11)).to.be.lessThan(1);
    });

    it(`says nothing wrong when the other camera, ${name}, shows the thing at once from beside`, () => {
      const start = restart(followed(500));
      const all = words(thing, 90, start, 16);
      all.forEach((word, frame) => {
        if (word[1] === 'locked' || word[1] === 'relocated')
          expect(error(word, 90 + 2 * frame)).to.be.lessThan(1);
      });
      expect(all.at(-1)?.[1]).to.be.oneOf(['locked', 'relocated']);
    });
  }

  it('finds a mark of the camera before on one that gives larger pictures of another shape', () => {
    const last = followed();
    let word: PoseWord | undefined;
    for (let frame = 1; frame <= 12; frame += 1) word = look(view(thing, 20, 960, 720), last + frame * STEP);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    const { x } = apply(Float64Array.of(...(word?.[3] ?? []), 1), 0.5, 0.5);
    expect(x * 640).to.be.closeTo(320 - 20, 1);
  });

  for (const [name, restart] of [
    ['went on', (last: number) => last + MINUTE],
    ['began anew', () => 0],
  ] as const) {
    it(`claims nothing of where a mark was a minute ago, when the clock ${name}, and finds it again`, () => {
      const start = restart(followed(MINUTE));
      expect(claims(words(elsewhere, 0, start, 10))).to.eql([]);
      const found = words(thing, 40, start + 10 * STEP, 12);
      expect(found.at(-1)?.[1]).to.be.oneOf(['locked', 'relocated']);
      expect(error(found.at(-1), 40 + 2 * 11)).to.be.lessThan(1);
    });
  }

  it('stays on its thing while the camera gives one picture again and again, and does not guess when it goes on', () => {
    let time = followed();
    const frozen = view(thing, 20);
    for (let frame = 0; frame < 300; frame += 1) {
      const word = look(frozen, (time += STEP));
      expect(word?.[1]).to.equal('locked');
      expect(error(word, 20)).to.be.lessThan(0.5);
    }
    // The same picture under the same time, as some cameras do when they hang.
    for (let frame = 0; frame < 30; frame += 1) expect(error(look(frozen, time), 20)).to.be.lessThan(0.5);
    const all = words(thing, 110, time + STEP, 12);
    all.forEach((word, frame) => {
      if (word[1] === 'locked' || word[1] === 'relocated')
        expect(error(word, 110 + 2 * frame)).to.be.lessThan(1);
    });
    expect(all.at(-1)?.[1]).to.be.oneOf(['locked', 'relocated']);
  });
});
