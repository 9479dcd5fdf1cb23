import { expect } from '@open-wc/testing';
import { learnTime, timeNow } from '../../../src/domain/clock.js';
import { now } from '../../../src/domain/primitives.js';
import { stub } from '../../support/store-bench.js';

const DAY = 86_400_000;

describe('the time', () => {
  let device = 0;
  let restore: () => void;
  const backend = Date.parse('2026-11-22T10:00:00.000Z');
  const said = (at: number) => new Date(at).toISOString();
  beforeEach(() => {
    device = backend;
    restore = stub(Date, 'now', () => device);
  });
  afterEach(() => {
    learnTime(said(device), device);
    restore();
  });

  it('is the device’s where nobody has said otherwise', () => {
    expect(timeNow()).to.equal(device);
  });

  for (const [what, error] of [
    ['a day ahead', DAY],
    ['half an hour ahead', 1_800_000],
    ['a day behind', -DAY],
    ['ten seconds behind', -10_000],
  ] as const)
    it(`is the backend’s on a device that is ${what}`, () => {
      device = backend + error;
      learnTime(said(backend), device);
      expect(timeNow()).to.equal(backend);
      device += 60_000;
      expect(now()).to.equal(said(backend + 60_000));
    });

  it('does not take a slow answer for a wrong clock', () => {
    const asked = device;
    device += 25_000;
    for (const at of [asked, asked + 12_000, asked + 25_000]) {
      learnTime(said(at), asked);
      expect(timeNow()).to.equal(device);
    }
  });

  it('is mended when the device’s clock is', () => {
    device = backend + DAY;
    learnTime(said(backend), device);
    device = backend + 1_000;
    learnTime(said(backend), device);
    expect(timeNow()).to.equal(device);
  });

  it('is left as it is by what names no time', () => {
    learnTime('nonsense', device);
    expect(timeNow()).to.equal(device);
  });
});
