import { expect } from '@open-wc/testing';
import { blur } from '../../../../src/live/tracking/image/blur.js';

describe('blur', () => {
  it('spreads a dot by the binomial kernel', () => {
    const data = new Uint8Array(25);
    data[12] = 160;
    blur({ width: 5, height: 5, data }, new Uint8Array(25), data);
    expect([...data]).to.deep.equal([
      0, 0, 0, 0, 0, 0, 10, 20, 10, 0, 0, 20, 40, 20, 0, 0, 10, 20, 10, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('leaves what is uniform as it is, to the edge', () => {
    const data = new Uint8Array(24).fill(77);
    const into = new Uint8Array(24);
    blur({ width: 6, height: 4, data }, new Uint8Array(24), into);
    expect(into.every((grey) => grey === 77)).to.equal(true);
  });
});
