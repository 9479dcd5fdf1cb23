import { expect } from '@open-wc/testing';
import { FrameRing } from '../../../src/live/tracking/frames/frame-ring.js';
import { apply, identity, translation } from '../../../src/live/tracking/geometry/homography.js';
import type { Luma } from '../../../src/live/tracking/luma.js';
import type { PoseWord } from '../../../src/live/tracking/poses.js';
import { Tracker } from '../../../src/live/tracking/tracker.js';
import { Engine } from '../../../src/live/tracking/worker/engine.js';
import { approach, approached } from './support/approach.js';
import { naturalTexture, picture } from './support/scene.js';

const REGION = { x: 0.5, y: 0.5, reachX: 0.06, reachY: 0.1 };
const STEP = 33;

describe('The tracking engine', function () {
  // Drawing the frames takes most of it; how long is the machine's affair.
  this.timeout(60_000);
  const texture = naturalTexture(7);
  const views = new Map<string, Luma>();
  let engine: Engine;

  beforeEach(() => {
    engine = new Engine({ tracker: new Tracker(), ring: new FrameRing() });
  });

  /** What the camera sees once it has panned by so many standard pixels. */
  const view = (panned: number, width = 640, height = 360): Luma => {
    const key = `${panned} ${width}`;
    const drawn = views.get(key) ?? picture(texture, translation(-panned, 0), width, height);
    views.set(key, drawn);
    return drawn;
  };
  /** Frames of a camera that pans by 3 pixels each, from the first number to the last; the last one's word. */
  const pan = (from: number, to: number): PoseWord | undefined => {
    let word: PoseWord | undefined;
    for (let frame = from; frame <= to; frame += 1)
      word = engine.frame(view(3 * frame), frame * STEP)?.marks[0];
    return word;
  };
  /** Where the middle of the still is on the frame, in 0..1. */
  const place = (word: PoseWord | undefined): { x: number; y: number } | undefined =>
    word?.[3] ? apply(Float64Array.of(...word[3], 1), 0.5, 0.5) : undefined;

  it('says nothing while there is nothing to follow', () => {
    expect(engine.frame(view(0), 0)).to.equal(undefined);
  });

  it('puts a mark that was drawn on an older frame where its thing is now', () => {
    pan(0, 12);
    engine.still({ id: 's', time: 2 * STEP, by: 'rtp' });
    engine.follow('m', 's', REGION);
    const word = pan(13, 16);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo(0.5 - (3 * 14) / 640, 0.5 / 640);
  });

  it('knows a late mark’s place on the first frame, however far the camera has gone meanwhile', () => {
    pan(0, 40);
    engine.still({ id: 's', time: 2 * STEP, by: 'rtp' });
    engine.follow('m', 's', REGION);
    const word = pan(41, 41);
    expect(word?.[1]).to.equal('locked');
    expect(place(word)?.x).to.be.closeTo(0.5 - (3 * 39) / 640, 0.5 / 640);
  });

  it('keeps hold of a mark that grows, when what it was made on can hardly be known again', () => {
    pan(0, 0);
    engine.still({ id: 's', time: 0, by: 'rtp' });
    engine.follow('m', 's', { x: 0.5, y: 0.5, reachX: 0, reachY: 0 });
    const frames = approach(texture, 28);
    frames.forEach((luma, index) => engine.frame(luma, (index + 1) * STEP));
    engine.follow('m', 's', { x: 0.53, y: 0.5, reachX: 0.04, reachY: 0.06 });
    const [, word] = [29, 30].map((frame) => engine.frame(frames[27]!, frame * STEP)?.marks[0]);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    const truth = apply(approached(1), 340, 180);
    const pose = Float64Array.of(...word![3]!, 1);
    expect(apply(pose, 340 / 640, 0.5).x).to.be.closeTo(truth.x / 640, 2 / 640);
    expect(apply(pose, 340 / 640, 0.5).y).to.be.closeTo(truth.y / 360, 2 / 360);
  });

  it('takes a still’s picture once it comes, where the frame that its time names is gone', () => {
    pan(30, 33);
    engine.still({ id: 's', time: 0, by: 'rtp' });
    engine.follow('m', 's', REGION);
    expect(pan(34, 35)).to.eql(['m', 'lost', 0, null]);
    engine.still({ id: 's', time: 0, by: 'rtp', picture: view(90, 480, 270) });
    const word = pan(36, 44);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo(0.5 - (3 * 44 - 90) / 640, 1 / 640);
  });

  it('finds the frame by its picture alone, and believes it more than a wrong time', () => {
    pan(0, 12);
    engine.still({ id: 's', time: 9 * STEP, by: 'capture', picture: view(6, 320, 180) });
    engine.follow('m', 's', REGION);
    expect(place(pan(13, 16))?.x).to.be.closeTo(0.5 - (3 * 14) / 640, 0.5 / 640);
  });

  it('brings the marks of an earlier still back, once its thing is seen again', () => {
    engine.still({ id: 's', picture: view(30, 480, 270) });
    engine.follow('m', 's', REGION);
    const word = pan(20, 28);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo(0.5 - (84 - 30) / 640, 1 / 640);
  });

  it('registers a kept picture itself, though one of the camera’s frames is much like it', () => {
    for (let frame = 0; frame <= 12; frame += 1) engine.frame(view(6 * frame), frame * STEP);
    engine.still({ id: 's', kept: 'snapshot', picture: view(26, 480, 270) });
    engine.follow('m', 's', REGION);
    let word: PoseWord | undefined;
    for (let frame = 13; frame <= 20; frame += 1)
      word = engine.frame(view(6 * frame), frame * STEP)?.marks[0];
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo(0.5 - (6 * 20 - 26) / 640, 0.5 / 640);
  });

  it('registers a picture that was kept upright against what is seen lying', () => {
    pan(0, 3);
    // Its middle is the middle of what is seen lying: see the turned phone below.
    engine.still({ id: 's', kept: 'snapshot', picture: picture(texture, translation(-140, 140), 270, 480) });
    engine.follow('m', 's', { ...REGION, reachX: 0.1, reachY: 0.06 });
    const word = pan(4, 12);
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo(0.5 - 36 / 640, 1 / 640);
    expect(place(word)?.y).to.be.closeTo(0.5, 1 / 360);
  });

  it('claims nothing of a kept picture whose thing is not there, for as long as that is so', () => {
    engine.still({ id: 's', kept: 'snapshot', picture: picture(naturalTexture(99), identity(), 480, 270) });
    engine.follow('m', 's', REGION);
    for (let frame = 0; frame < 30; frame += 1)
      expect(engine.frame(view(3 * frame), frame * STEP)?.marks).to.eql([['m', 'lost', 0, null]]);
  });

  it('claims nothing of a mark on a frame that never was', () => {
    pan(0, 3);
    engine.still({ id: 's', time: 1e9, by: 'rtp' });
    engine.follow('m', 's', REGION);
    expect(pan(4, 6)).to.eql(['m', 'lost', 0, null]);
  });

  it('waits for a still whose mark came first', () => {
    pan(0, 3);
    engine.follow('m', 's', REGION);
    expect(engine.frame(view(12), 4 * STEP)?.marks).to.eql([]);
    engine.still({ id: 's', time: 3 * STEP, by: 'rtp' });
    expect(pan(5, 6)?.[0]).to.equal('m');
  });

  it('loses the mark before a covered lens, and finds it when the lens is free', () => {
    pan(0, 3);
    engine.still({ id: 's', time: 3 * STEP, by: 'rtp' });
    engine.follow('m', 's', REGION);
    pan(4, 8);
    const black: Luma = { width: 640, height: 360, data: new Uint8Array(640 * 360).fill(3) };
    let word: PoseWord | undefined;
    for (let frame = 9; frame < 40; frame += 1) word = engine.frame(black, frame * STEP)?.marks[0];
    expect(word).to.eql(['m', 'lost', 0, null]);
    let back: PoseWord | undefined;
    for (let frame = 40; frame < 60; frame += 1) back = engine.frame(view(24), frame * STEP)?.marks[0];
    expect(back?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(back)?.x).to.be.closeTo(0.5 - (24 - 9) / 640, 0.5 / 640);
  });

  it('goes on when the pictures become smaller, and when the phone is turned', () => {
    pan(0, 3);
    engine.still({ id: 's', time: 3 * STEP, by: 'rtp' });
    engine.follow('m', 's', REGION);
    pan(4, 8);
    const small = engine.frame(view(27, 320, 180), 9 * STEP)?.marks[0];
    expect(place(small)?.x).to.be.closeTo(0.5 - (27 - 9) / 640, 1 / 640);
    // Upright, the middle of what was seen lying is in the middle: 360 wide and 640 high.
    const turned = picture(texture, translation(-140, 140), 360, 640);
    let word: PoseWord | undefined;
    for (let frame = 10; frame < 30; frame += 1) word = engine.frame(turned, frame * STEP)?.marks[0];
    expect(word?.[1]).to.be.oneOf(['locked', 'relocated']);
    expect(place(word)?.x).to.be.closeTo((329 - 140) / 360, 1 / 360);
    expect(place(word)?.y).to.be.closeTo((180 + 140) / 640, 1 / 640);
  });

  it('forgets a mark', () => {
    pan(0, 3);
    engine.still({ id: 's', time: 3 * STEP, by: 'rtp' });
    engine.follow('m', 's', REGION);
    pan(4, 5);
    engine.forget('m');
    expect(engine.frame(view(18), 6 * STEP)).to.equal(undefined);
  });

  it('bears pictures of no size and of one grey', () => {
    engine.still({ id: 's', picture: picture(() => 128, identity()) });
    engine.follow('m', 's', REGION);
    expect(pan(0, 3)?.[1]).to.equal('lost');
  });
});
