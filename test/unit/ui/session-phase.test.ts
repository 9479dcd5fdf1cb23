import { expect } from '@open-wc/testing';
import type { Presence } from '../../../src/domain/session.js';
import { matches, phaseOf } from '../../../src/ui/session-phase.js';
import { aSession, at, tomas } from '../../support/store-bench.js';

const withPeople = (...presences: Presence[]) =>
  aSession('s1', { people: presences.map((presence) => ({ ...tomas, presence, since: at })) });

describe('phaseOf', () => {
  for (const [presences, phase] of [
    [[], 'open'],
    [['left', 'refused'], 'open'],
    [['admitted', 'left'], 'live'],
    [['admitted', 'waiting'], 'waiting'],
  ] as const) {
    it(`calls a session with [${presences.join()}] ${phase}`, () =>
      expect(phaseOf(withPeople(...presences))).to.equal(phase));
  }
});

describe('matches', () => {
  const session = aSession('s1', { title: 'Pump P-07 LEAKS', context: 'zendesk:ticket:1234' });

  it('finds all words, in any case and order, in subject or ticket', () => {
    expect(matches(session, 'leaks 1234 pump')).to.equal(true);
    expect(matches(session, 'leaks 999')).to.equal(false);
  });

  it('finds everything when nothing is asked, also between spaces', () => {
    expect(matches(session, '')).to.equal(true);
    expect(matches(session, '  pump ')).to.equal(true);
  });
});
