import { expect } from '@open-wc/testing';
import type { Found } from '../../../../src/live/tracking/planes/evidence.js';
import {
  isClear,
  isElsewhere,
  isHeld,
  isPatch,
  isPlane,
  isRegained,
  isVerifiedNear,
} from '../../../../src/live/tracking/planes/judgement.js';

/** All that was looked for is there; what differs is measured evidence of generated sequences, whose truth is known. */
const found = (evidence: Partial<Found>): Found =>
  ({
    basis: 'plane',
    visible: 170,
    agreeing: 160,
    visibleNear: 60,
    agreeingNear: 58,
    strayNear: 0,
    visibleUnder: 30,
    agreeingUnder: 28,
    strayUnder: 0,
    openSides: 0,
    core: 0.97,
    support: 0.99,
    likeness: 0.9,
    uncertainty: 0.04,
    ...evidence,
  }) as Found;

/** A dial of a panel that is the next one to the right one, as it seemed best. */
const neighbour = found({ visible: 158, agreeing: 73, visibleNear: 59, agreeingNear: 41, core: 0.69 });
/** The right place in the blur of a fast pan. */
const blurred = found({ visible: 66, agreeing: 43, visibleNear: 16, agreeingNear: 10, core: 0.62 });
/** The same as the camera comes back to it. */
const panned = found({
  visible: 132,
  agreeing: 56,
  visibleNear: 58,
  agreeingNear: 27,
  strayNear: 6,
  visibleUnder: 28,
  agreeingUnder: 16,
  strayUnder: 4,
  openSides: 4,
  core: 0.5,
  support: 0.74,
});
/** A field of a panel two rows from the right one. */
const field = found({
  visible: 114,
  agreeing: 65,
  visibleNear: 58,
  agreeingNear: 38,
  agreeingUnder: 22,
  openSides: 3,
  core: 0.75,
});
/** A strip among pipes, and the wall behind it. */
const strip = found({
  visible: 165,
  agreeing: 19,
  agreeingNear: 18,
  core: 0.44,
  support: 0.91,
  uncertainty: 0.1,
});
const wall = found({
  visible: 161,
  agreeing: 60,
  agreeingNear: 16,
  visibleUnder: 50,
  agreeingUnder: 13,
  core: 0.23,
  uncertainty: 0.13,
});

describe('What is believed of a plane', () => {
  it('that it is there: much of it agrees, or most of what is near', () => {
    expect([found({}), strip, wall].map(isPlane)).to.eql([true, true, true]);
    expect(
      isPlane(found({ visible: 170, agreeing: 12, agreeingNear: 3, agreeingUnder: 3, core: 0.1 })),
    ).to.equal(false);
    expect(isPlane(found({ uncertainty: 0.7 }))).to.equal(false);
  });

  it('that it is the mark’s own: by half of what is near, or by what is in its middle', () => {
    expect([found({}), blurred, strip].map(isVerifiedNear)).to.eql([true, true, true]);
    expect(
      [wall, found({ visibleNear: 3, agreeingNear: 3, visibleUnder: 3, agreeingUnder: 3 })].map(
        isVerifiedNear,
      ),
    ).to.eql([false, false]);
  });

  it('that it carries the mark: it lies under it, or on all sides of it', () => {
    const aside = { visibleUnder: 0, agreeingUnder: 0 };
    expect(isHeld(found({ openSides: 7 }))).to.equal(true);
    expect(isHeld(found({ ...aside, openSides: 2 }))).to.equal(true);
    expect(isHeld(found({ ...aside, openSides: 7 }))).to.equal(false);
    expect(isHeld(found({ agreeingUnder: 0, openSides: 2 })), 'nothing of what is under it').to.equal(false);
    expect(isHeld(found({ agreeingUnder: 5, strayUnder: 3 })), 'seen elsewhere').to.equal(false);
  });

  it('for one that was held a frame before a little longer', () => {
    const hidden = found({ visibleUnder: 0, agreeingUnder: 0, openSides: 5 });
    expect([isHeld(hidden), isHeld(hidden, 'still')]).to.eql([false, true]);
  });

  it('that it is another’s, where what is near is seen elsewhere', () => {
    expect(isElsewhere(found({ agreeingNear: 5, strayNear: 12 }))).to.equal(true);
    expect([found({}), strip, found({ agreeingNear: 0, strayNear: 2 })].map(isElsewhere)).to.eql([
      false,
      false,
      false,
    ]);
  });

  it('that it may be where nobody expected it, but not that a neighbour is the right one', () => {
    expect([found({}), blurred].map(isClear)).to.eql([true, true]);
    expect([neighbour, wall].map(isClear)).to.eql([false, false]);
  });

  it('that it is found again: where it was expected, or because it looks the same, or else because much of it agrees', () => {
    const [away, here] = [172, 5];
    const covered = found({ visible: 153, agreeing: 127, agreeingNear: 47, agreeingUnder: 20, core: 0.85 });
    expect(isRegained(found({}), { away, resemblance: 0.95 })).to.equal(true);
    expect(isRegained(covered, { away, resemblance: 0.1 }), 'a hand over half of it').to.equal(true);
    expect(isRegained(panned, { away, resemblance: 0.97 }), 'in the blur of a pan').to.equal(true);
    expect(isRegained(panned, { away, resemblance: 0.85 })).to.equal(false);
    expect(isRegained(panned, { away: here, resemblance: 0.85 }), 'where it was expected').to.equal(true);
    expect(isRegained(neighbour, { away, resemblance: 0.9 })).to.equal(false);
  });

  it('that it is not, far away, where half of it is what every field of a panel has', () => {
    expect(isClear(field)).to.equal(true);
    expect(isRegained(field, { away: 172, resemblance: 0.56 })).to.equal(false);
    expect(isRegained(field, { away: 172, resemblance: 0.8 })).to.equal(true);
    expect(isRegained(field, { away: 40, resemblance: 0.56 })).to.equal(true);
  });

  it('that a few patches hold a mark only if hardly any is missing or elsewhere', () => {
    const few = { visible: 7, agreeing: 6, visibleNear: 7, agreeingNear: 6, uncertainty: 0.2 };
    expect(isPatch(found(few))).to.equal(true);
    expect(isPatch(found({ ...few, strayNear: 2 }))).to.equal(false);
    expect(isPatch(found({ ...few, agreeingNear: 3 }))).to.equal(false);
    expect(isPatch(found({ ...few, visibleNear: 12 }))).to.equal(false);
  });
});
