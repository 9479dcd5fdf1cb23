import { expect } from '@open-wc/testing';
import { translation } from '../../../../src/live/tracking/geometry/homography.js';
import { Pyramid } from '../../../../src/live/tracking/image/pyramid.js';
import { KeyframeMaker } from '../../../../src/live/tracking/keyframes/keyframe.js';
import { Race } from '../../../../src/live/tracking/keyframes/race.js';
import { naturalTexture, picture, repeating } from '../support/scene.js';

const PITCH = 28;
const keys = repeating((x, y) => (x > 4 && x < 24 && y > 6 && y < 22 ? 60 : 180), PITCH);

describe('Race', () => {
  const race = (
    texture: (x: number, y: number) => number,
    found: number,
    rivals: readonly number[],
  ): Race => {
    const frame = new Pyramid().load(picture(texture, translation(0, 0)));
    const keyframe = new KeyframeMaker().make(frame);
    const patches = Array.from({ length: keyframe.fine.count + keyframe.coarse.count }, (_, patch) => patch);
    const map = translation(found, 0);
    return new Race(
      { keyframe, patches, map, frame },
      rivals.map((x) => translation(x, 0)),
    );
  };

  it('is decided early between places that are nothing alike, for the right one', () => {
    const right = race(naturalTexture(5), 0, [20, -30]);
    right.run([0, 1], 48);
    for (const rival of [0, 1]) {
      expect(right.leadOver(rival)).to.be.above(4);
      expect(right.isDecided(rival)).to.equal(true);
    }
    const wrong = race(naturalTexture(5), 20, [0]);
    wrong.run([0]);
    expect(wrong.leadOver(0)).to.be.below(-4);
  });

  it('ends for all as soon as one rival has won', () => {
    const wrong = race(naturalTexture(5), 20, [0, 20]);
    wrong.run([0, 1]);
    expect(wrong.isDecided(0)).to.equal(true);
    expect(wrong.isDecided(1)).to.equal(false);
  });

  it('is open between the like places of a pattern, however many patches there are', () => {
    const among = race(keys, 0, [PITCH]);
    among.run([0]);
    expect(Math.abs(among.leadOver(0))).to.be.below(2.5);
    expect(among.isDecided(0)).to.equal(true);
  });

  it('can be run in parts', () => {
    const [once, twice] = [race(keys, 0, [PITCH, -PITCH]), race(keys, 0, [PITCH, -PITCH])];
    once.run([0, 1]);
    twice.run([0, 1], 48);
    expect(twice.isDecided(0)).to.equal(false);
    twice.run([1]);
    twice.run([0]);
    for (const rival of [0, 1]) expect(twice.leadOver(rival)).to.equal(once.leadOver(rival));
  });

  it('says nothing against a rival that is out of the picture', () => {
    const away = race(keys, 0, [2_000]);
    away.run([0]);
    expect(away.leadOver(0)).to.equal(Infinity);
  });
});
