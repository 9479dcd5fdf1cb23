import { expect } from '@open-wc/testing';
import type { RingFrame } from '../../../../src/live/tracking/frames/frame-ring.js';
import { correlation, PictureMatcher } from '../../../../src/live/tracking/frames/picture-match.js';
import { scaleLuma } from '../../../../src/live/tracking/capture/scale-luma.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { paint, scene } from '../capture/pictures.js';
import { seeded } from './camera.js';

/** A camera that moves over a scene by so many pixels a frame. */
function pan(count: number, speed: number, seed = 1): RingFrame[] {
  const grey = scene(seed);
  return Array.from({ length: count }, (_, index) => ({
    time: index * 33,
    luma: paint(160, 90, (x, y) => grey((x + index * speed) * 4, y * 4)),
  }));
}

/** As it arrives: darker, flatter, with noise. */
function received({ luma }: RingFrame, width: number, height: number): Luma {
  const random = seeded(8);
  const { data } = scaleLuma(luma, width, height);
  return { width, height, data: data.map((grey) => grey * 0.7 + 20 + (random() - 0.5) * 16) };
}

describe('PictureMatcher', () => {
  for (const [width, height] of [
    [160, 90],
    [80, 45],
  ] as const) {
    it(`finds the very frame of a moving camera by a ${width}x${height} picture`, () => {
      const frames = pan(30, 1);
      const matcher = new PictureMatcher();
      for (const frame of frames) {
        const match = matcher.match(received(frame, width, height), frames);
        expect(match?.frame).to.equal(frame);
        expect(match?.certain).to.equal(true);
      }
    });
  }

  it('says that it cannot tell where nothing moved', () => {
    const frames = pan(30, 0);
    expect(new PictureMatcher().match(received(frames[7]!, 80, 45), frames)?.certain).to.equal(false);
  });

  it('says that it cannot tell for a picture of another scene', () => {
    const match = new PictureMatcher().match(received(pan(1, 1, 99)[0]!, 80, 45), pan(30, 1));
    expect(match?.certain).to.equal(false);
  });

  it('says that it cannot tell for a black picture', () => {
    const black = paint(80, 45, () => 0);
    expect(new PictureMatcher().match(black, pan(5, 1))?.certain).to.equal(false);
  });

  it('compares no pictures of another shape', () => {
    expect(
      new PictureMatcher().match(
        paint(45, 80, (x) => x),
        pan(5, 1),
      ),
    ).to.equal(undefined);
    expect(
      new PictureMatcher().match(
        paint(80, 45, (x) => x),
        [],
      ),
    ).to.equal(undefined);
  });
});

describe('Correlation', () => {
  const grey = scene(3);
  const picture = paint(40, 20, grey);

  it('is 1 with itself, brighter and flatter too, and -1 with its negative', () => {
    expect(correlation(picture, picture)).to.be.closeTo(1, 1e-9);
    expect(
      correlation(
        picture,
        paint(40, 20, (x, y) => grey(x, y) * 0.5 + 60),
      ),
    ).to.be.above(0.9995);
    expect(correlation(picture, { ...picture, data: picture.data.map((one) => 255 - one) })).to.be.closeTo(
      -1,
      1e-9,
    );
  });

  it('is 0 where there is nothing to compare', () => {
    expect(
      correlation(
        picture,
        paint(40, 20, () => 7),
      ),
    ).to.equal(0);
  });
});
