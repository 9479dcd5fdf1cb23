import { expect } from '@open-wc/testing';
import {
  multiply,
  similarity,
  translation,
  type Homography,
} from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { SmallImage } from '../../../../src/live/tracking/image/small-image.js';
import { Context } from '../../../../src/live/tracking/keyframes/context.js';
import { naturalTexture, picture, repeating, type Texture } from '../support/scene.js';

const PITCH = 24;
const slots = repeating((x, y) => (x > 3 && x < 20 && y > 8 && y < 15 ? 40 : 170), PITCH);
const wall = naturalTexture(5);
/** A plate of slots on a wall. */
const grille: Texture = (x, y) =>
  Math.abs(x - 320) < 190 && Math.abs(y - 180) < 110 ? slots(x, y) : 0.5 * wall(x, y);

const small = (texture: Texture, pose: Homography): SmallImage =>
  new SmallImage().load(new Pyramid().load(picture(texture, pose)));
const mark = { centre: { x: 330, y: 190 }, sigma: 60 };
/** As the frame shows it, and by a row or a column beside that. */
const pose = similarity(0.08, 0.9, { x: 320, y: 180 }, 20, -12);
const [besides, below] = [
  multiply(pose, translation(2 * PITCH, 0)),
  multiply(pose, translation(0, 2 * PITCH)),
];

describe('Context', () => {
  it('tells a place from its neighbours by what surrounds the pattern', () => {
    const [from, to] = [small(grille, translation(0, 0)), small(grille, pose)];
    for (const other of [besides, below]) {
      expect(new Context(from, to, mark, pose).leadOver(other)).to.be.above(0.6);
      expect(new Context(from, to, mark, other).leadOver(pose)).to.be.below(-0.6);
    }
  });

  it('does so in another light', () => {
    const dim: Texture = (x, y) => 30 + 0.4 * grille(x, y);
    const context = new Context(small(grille, translation(0, 0)), small(dim, pose), mark, besides);
    expect(context.leadOver(pose)).to.be.below(-0.6);
  });

  it('says nothing where the pattern is all that is seen, or hardly anything is', () => {
    const [from, to] = [small(slots, translation(0, 0)), small(slots, pose)];
    expect(Math.abs(new Context(from, to, mark, pose).leadOver(besides))).to.be.below(0.2);
    const away = multiply(pose, translation(600, 0));
    expect(new Context(from, to, mark, away).leadOver(pose)).to.equal(0);
  });

  it('says how much the right place resembles what was marked, in a blurred picture too, and how little another does', () => {
    const smeared: Texture = (x, y) => {
      const shifts = [-14, -7, 0, 7, 14];
      return shifts.reduce((sum, shift) => sum + wall(x + shift, y), 0) / shifts.length;
    };
    const [from, to] = [small(wall, translation(0, 0)), small(smeared, pose)];
    expect(new Context(from, to, mark, pose).resemblance).to.be.above(0.92);
    for (const other of [besides, below])
      expect(new Context(from, to, mark, other).resemblance).to.be.below(0.7);
  });
});
