import { expect } from '@open-wc/testing';
import { fitPicture } from '../../../src/elements/video-stage/picture-fit.js';

const BARE = { left: 0, right: 0 };
const picture = { width: 640, height: 360 };

describe('fitPicture', () => {
  it('shows all of a picture that is contained, and cuts off what a view cannot hold when it is covered', () => {
    const view = { width: 360, height: 360 };
    expect(fitPicture(picture, view, 'contain', BARE).visible).to.eql({
      left: 0,
      top: 0,
      right: 640,
      bottom: 360,
    });
    expect(fitPicture(picture, view, 'cover', BARE).visible).to.eql({
      left: 140,
      top: 0,
      right: 500,
      bottom: 360,
    });
  });

  it('leaves out what something lies over, in the picture’s own pixels', () => {
    const wide = { width: 1280, height: 720 };
    expect(fitPicture(picture, wide, 'contain', { left: 50, right: 20 }).visible).to.include({
      left: 25,
      right: 630,
    });
    const beside = { width: 1380, height: 720 };
    expect(fitPicture(picture, beside, 'contain', { left: 50, right: 0 }).visible).to.include({
      left: 0,
      right: 640,
    });
  });

  it('covers of itself only where little is cut off', () => {
    expect(fitPicture(picture, { width: 640, height: 390 }, 'auto', BARE).covers).to.equal(true);
    expect(fitPicture(picture, { width: 360, height: 640 }, 'auto', BARE).covers).to.equal(false);
  });

  it('draws lines that can be read on a small screen, and as wide as they were in a large one', () => {
    const small = fitPicture(picture, { width: 160, height: 90 }, 'contain', BARE).line;
    expect(small / 4).to.equal(4);
    expect(fitPicture(picture, { width: 0, height: 0 }, 'contain', BARE).line).to.be.above(0);
  });
});
