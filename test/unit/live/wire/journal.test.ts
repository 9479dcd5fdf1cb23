import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { Inbox } from '../../../../src/live/wire/inbox.js';
import { Journal, type Numbered } from '../../../../src/live/wire/journal.js';
import type { Entry } from '../../../../src/live/wire/message.js';

const entry = (index: number): Entry => ({ kind: 'mark', mark: { op: 'finish', id: `m${index}` } });
const idOf = (one: Entry): string => (one.kind === 'mark' && one.mark.op === 'finish' ? one.mark.id : '?');

describe('Journal and Inbox', () => {
  it('give each entry out once and in order, over any cuts, duplicates and reorderings', () => {
    // Each round: some entries are written, some of them arrive in any order and number, then both ends sync.
    const round = fc.record({
      written: fc.nat(8),
      arrivals: fc.array(fc.nat(100), { maxLength: 30 }),
      sync: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 12 }), (rounds) => {
        const journal = new Journal();
        const inbox = new Inbox();
        const sent: Numbered[] = [];
        const got: string[] = [];
        const take = (numbered: Numbered): void => void got.push(...inbox.take(numbered).map(idOf));
        for (const { written, arrivals, sync } of rounds) {
          for (let count = 0; count < written; count++) sent.push(journal.append(entry(journal.last + 1)));
          for (const arrival of arrivals) {
            const numbered = sent[arrival % Math.max(1, sent.length)];
            if (numbered) take(numbered);
          }
          if (sync) journal.after(inbox.have)?.forEach(take);
        }
        journal.after(inbox.have)?.forEach(take);
        expect(got).to.eql(sent.map((one) => idOf(one.entry)));
      }),
    );
  });

  it('knows when what was missed is not kept any more', () => {
    const journal = new Journal();
    for (let index = 1; index <= 5_003; index++) journal.append(entry(index));
    expect(journal.after(2)).to.equal(undefined);
    expect(journal.after(3)?.length).to.equal(5_000);
    expect(journal.after(5_003)).to.eql([]);
    expect(journal.after(6_000)).to.equal(undefined);
  });

  it('goes on after a state has replaced what was before', () => {
    const inbox = new Inbox();
    expect(inbox.take({ seq: 8, entry: entry(8) })).to.eql([]);
    expect(inbox.gap).to.equal(true);
    expect(inbox.skipTo(7).map(idOf)).to.eql(['m8']);
    expect(inbox.take({ seq: 7, entry: entry(7) })).to.eql([]);
    expect(inbox.take({ seq: 9, entry: entry(9) }).map(idOf)).to.eql(['m9']);
  });
});
