import { expect } from '@open-wc/testing';
import { groupByDay } from '../../../src/ui/day-groups.js';

const local = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();

describe('groupByDay', () => {
  it('makes nothing of nothing', () => expect(groupByDay<string>([], (one) => one)).to.eql([]));

  it('parts at the reader’s own midnight, in the order given', () => {
    const items = [local(22, 9), local(22, 0), local(21, 23)];
    expect(groupByDay(items, (one) => one)).to.eql([
      { day: new Date(2026, 10, 22).getTime(), items: items.slice(0, 2) },
      { day: new Date(2026, 10, 21).getTime(), items: items.slice(2) },
    ]);
  });
});
