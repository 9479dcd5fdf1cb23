import { expect } from '@open-wc/testing';
import { PatchAligner } from '../../../../src/live/tracking/alignment/patch-alignment.js';
import {
  apply,
  identity,
  similarity,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { naturalTexture, picture } from '../support/scene.js';

const texture = naturalTexture(3);
const { fine } = new KeyframeMaker().make(new Pyramid().load(picture(texture, identity())));
const search = { steps: 8, reach: 4.5, alike: 0.7 };

/** Distances from the truth, of the patches that were found, in pixels; and their correlations. */
function align(
  frame: Luma,
  truth: Homography,
  predicted: Homography,
): { errors: number[]; scores: number[] } {
  const aligner = new PatchAligner();
  const levels = new Pyramid().load(frame);
  const [errors, scores]: [number[], number[]] = [[], []];
  for (let i = 0; i < fine.count; i++) {
    if (!aligner.align(fine, i, predicted, levels, search)) continue;
    const at = apply(truth, fine.x[i]!, fine.y[i]!);
    errors.push(Math.hypot(aligner.x - at.x, aligner.y - at.y));
    scores.push(aligner.score);
  }
  return { errors: errors.sort((a, b) => a - b), scores };
}

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1]!;

describe('PatchAligner', () => {
  it("recovers a shift of a fraction of a pixel to a twentieth of the patch's pixels", () => {
    const truth = translation(3.37, -2.61);
    const { errors } = align(picture(texture, truth), truth, identity());
    expect(errors.length).to.be.above(0.8 * fine.count);
    expect(median(errors) * fine.scale).to.be.below(0.05);
  });

  it('follows a turn and a change of size that were predicted two pixels off', () => {
    const truth = similarity(0.5, 1.4, { x: 320, y: 180 });
    const { errors } = align(picture(texture, truth), truth, similarity(0.5, 1.4, { x: 320, y: 180 }, 2, -2));
    expect(median(errors)).to.be.below(0.1);
  });

  it('does not mind that the camera changes its exposure', () => {
    const { width, height, data } = picture(texture, identity());
    const dark = { width, height, data: data.map((grey) => 0.6 * grey + 17) };
    const { errors, scores } = align(dark, identity(), translation(1.5, 1));
    expect(errors.length).to.be.above(0.9 * fine.count);
    expect(median(errors)).to.be.below(0.05);
    expect(Math.min(...scores)).to.be.above(0.97);
  });

  it('does not find what is not there', () => {
    const { errors } = align(picture(naturalTexture(44), identity()), identity(), identity());
    expect(errors.length).to.be.below(0.1 * fine.count);
  });

  it('finds nothing where the prediction is no number', () => {
    expect(align(picture(texture, identity()), identity(), new Float64Array(9).fill(NaN)).errors).to.be.empty;
  });
});
