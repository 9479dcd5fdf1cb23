import { expect } from '@open-wc/testing';
import { initialsOf } from '../../../src/elements/people/initials.js';

describe('initialsOf', () => {
  for (const [name, initials] of [
    ['Lena Brandt', 'LB'],
    ['  tomas ', 'T'],
    ['Ana María de la Cruz', 'AC'],
    ['👩🏽‍🔧 Okafor', '👩🏽‍🔧O'],
    ['محمد علي', 'مع'],
    ['', ''],
  ] as const) {
    it(`makes “${initials}” of “${name}”`, () => expect(initialsOf(name)).to.equal(initials));
  }
});
