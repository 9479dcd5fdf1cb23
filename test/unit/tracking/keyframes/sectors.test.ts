import { expect } from '@open-wc/testing';
import { cutOffSectors, SECTORS, sectorOf } from '../../../../src/live/tracking/keyframes/sectors.js';

const sides = { width: 640, height: 360 };

/** Of all sectors, those of which the bit is set. */
const listed = (sectors: number): number[] =>
  Array.from({ length: SECTORS }, (_, sector) => sector).filter((sector) => sectors & (1 << sector));

describe('The directions from a mark', () => {
  it('go once round, from the left over the top', () => {
    const around = [-170, -95, -10, 10, 95, 170].map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return sectorOf(Math.cos(angle), Math.sin(angle));
    });
    expect(around).to.eql([0, 2, 5, 6, 9, 11]);
    expect(sectorOf(-1, 0), 'straight to the left').to.equal(0);
  });

  it('are cut off where the picture ends soon', () => {
    expect(listed(cutOffSectors({ x: 320, y: 180 }, sides))).to.eql([]);
    expect(listed(cutOffSectors({ x: 10, y: 180 }, sides))).to.eql([0, 1, 2, 9, 10, 11]);
    expect(listed(cutOffSectors({ x: 320, y: 350 }, sides))).to.eql([6, 7, 8, 9, 10, 11]);
  });
});
