import { expect } from '@open-wc/testing';
import { duration, relativeTime } from '../../../src/ui/times.js';

const now = Date.parse('2026-11-22T10:00:00.000Z');
const before = (ms: number): string => new Date(now - ms).toISOString();

describe('relativeTime', () => {
  for (const [ms, words] of [
    [0, 'now'],
    [59_000, 'now'],
    [60_000, '1 minute ago'],
    [3_599_000, '60 minutes ago'],
    [3_600_000, '1 hour ago'],
    [86_400_000, 'yesterday'],
    [-120_000, 'in 2 minutes'],
  ] as const) {
    it(`says “${words}” of ${ms / 1000} s ago`, () =>
      expect(relativeTime(before(ms), now, 'en')).to.equal(words));
  }

  it('speaks the language it is asked for', () =>
    expect(relativeTime(before(180_000), now, 'de')).to.equal('vor 3 Minuten'));
});

describe('duration', () => {
  for (const [ms, words] of [
    [0, '0:00'],
    [-5_000, '0:00'],
    [247_900, '4:07'],
    [3_599_999, '59:59'],
    [3_729_000, '1:02:09'],
    [100 * 3_600_000, '100:00:00'],
  ] as const) {
    it(`writes ${ms} ms as ${words}`, () => expect(duration(ms)).to.equal(words));
  }
});
