import { expect } from '@open-wc/testing';
import { translation } from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { OTHER_VIEWS, KeyframeViews } from '../../../../src/live/tracking/keyframes/keyframe-views.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { naturalTexture, picture } from '../support/scene.js';

describe('KeyframeViews', () => {
  const maker = new KeyframeMaker();
  const keyframe = maker.make(new Pyramid().load(picture(naturalTexture(5), translation(0, 0))));

  it('makes in parts what it makes at once', () => {
    for (const view of [0, ...OTHER_VIEWS]) {
      const [parts, once] = [new KeyframeViews(maker), new KeyframeViews(maker)];
      let count = 0;
      while (parts.prepare(keyframe, view)) count++;
      expect(count).to.equal(view === 0 ? 2 : 3);
      expect([parts.has(keyframe, view), once.has(keyframe, view)]).to.eql([true, false]);
      const [prepared, made] = [parts.of(keyframe, view), once.of(keyframe, view)];
      expect(prepared.count).to.equal(made.count);
      expect(prepared.bits).to.eql(made.bits);
      expect(prepared.x).to.eql(made.x);
    }
  });

  it('goes on with what was begun', () => {
    const views = new KeyframeViews(maker);
    views.prepare(keyframe, 1);
    expect(views.has(keyframe, 1)).to.equal(false);
    expect(views.of(keyframe, 1).count).to.be.above(20);
    expect(views.prepare(keyframe, 1)).to.equal(false);
  });

  it('has the features of every view at their places in the picture', () => {
    const views = new KeyframeViews(maker);
    for (const view of OTHER_VIEWS) {
      const { x, y, count } = views.of(keyframe, view);
      for (let i = 0; i < count; i++) {
        expect(x[i]).to.be.within(0, 640);
        expect(y[i]).to.be.within(0, 360);
      }
    }
  });
});
