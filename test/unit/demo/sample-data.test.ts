import { expect } from '@open-wc/testing';
import * as v from 'valibot';
import { fetchedPictures } from '../../../demo/mocked/sample-files.js';
import { fillWithSamples } from '../../../demo/samples/sample-data.js';
import { MemoryStorage } from '../../../plugins/rest/server/memory-storage.js';
import { Change, rowsIn } from '../../../src/domain/change.js';
import type { Session } from '../../../src/domain/session.js';

const NOW = Date.parse('2026-11-22T10:00:00.000Z');

async function changesAt(now: number): Promise<Change[]> {
  const storage = new MemoryStorage();
  await fillWithSamples(storage, 'mocked', fetchedPictures, now);
  return rowsIn((await storage.read('mocked').since(0, Infinity)).map(({ change }) => change));
}

describe('the sample data', () => {
  let changes: Change[];
  let sessions: Session[];

  before(async () => {
    changes = await changesAt(NOW);
    sessions = changes.flatMap(({ collection, row }) => (collection === 'sessions' ? [row] : []));
  });

  it('is what a backend may answer', () => {
    for (const change of changes) expect(v.safeParse(Change, change).issues?.[0].message).to.equal(undefined);
  });

  it('is the same each time', async () => {
    expect(JSON.stringify(await changesAt(NOW))).to.equal(JSON.stringify(changes));
  });

  it('tells of 120 sessions of the last 60 days, a few open, some with somebody waiting', () => {
    expect(sessions).to.have.length(120);
    const open = sessions.filter(({ status }) => status === 'open');
    expect(open).to.have.length(8);
    expect(open.filter(({ people }) => people.some(({ presence }) => presence === 'waiting'))).to.have.length(
      2,
    );
    for (const { createdAt } of sessions)
      expect(NOW - Date.parse(createdAt)).to.be.within(0, 61 * 86_400_000);
  });

  it('has nothing in the future, and at most one open session for a ticket', () => {
    const text = JSON.stringify(changes.filter(({ collection }) => collection !== 'invitations'));
    for (const [instant] of text.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g))
      expect(Date.parse(instant)).to.be.at.most(NOW);
    const contexts = sessions.filter(({ status }) => status === 'open').map(({ context }) => context);
    expect(new Set(contexts).size).to.equal(contexts.length);
  });

  it('has two earlier sessions of the demo’s ticket, both ended', () => {
    const earlier = sessions.filter(({ context }) => context === 'demo:ticket:1042');
    expect(earlier.map(({ status }) => status)).to.deep.equal(['ended', 'ended']);
  });
});
