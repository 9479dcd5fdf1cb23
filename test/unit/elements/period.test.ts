import { expect } from '@open-wc/testing';
import { spanOf } from '../../../src/elements/history/period.js';

const NOW = new Date(2026, 10, 28, 15, 30).getTime();
const NO_DAYS = { first: '', last: '' };
const midnight = (month: number, day: number): string => new Date(2026, month - 1, day).toISOString();

describe('the days of a list', () => {
  it('are all days unless some are chosen', () => {
    expect(spanOf('any', { first: '2026-11-01', last: '' }, NOW)).to.eql({});
    expect(spanOf('between', NO_DAYS, NOW)).to.eql({});
  });

  it('end with today, which is the last of them', () => {
    expect(spanOf('today', NO_DAYS, NOW)).to.eql({ from: midnight(11, 28) });
    expect(spanOf('week', NO_DAYS, NOW)).to.eql({ from: midnight(11, 22) });
    expect(spanOf('month', NO_DAYS, NOW)).to.eql({ from: midnight(10, 30) });
  });

  it('are the first and the last that are chosen and all between, each whole by the user’s own clock', () => {
    const days = { first: '2026-11-01', last: '2026-11-05' };
    expect(spanOf('between', days, NOW)).to.eql({ from: midnight(11, 1), to: midnight(11, 6) });
    expect(spanOf('between', { ...days, last: days.first }, NOW)).to.eql({
      from: midnight(11, 1),
      to: midnight(11, 2),
    });
    expect(spanOf('between', { first: '', last: '2026-12-31' }, NOW)).to.eql({
      to: new Date(2027, 0, 1).toISOString(),
    });
  });

  it('are none where the first is after the last', () => {
    expect(spanOf('between', { first: '2026-11-06', last: '2026-11-05' }, NOW)).to.equal(undefined);
  });
});
