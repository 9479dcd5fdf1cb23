import { expect } from '@open-wc/testing';
import type { Presence } from '../../../src/domain/session.js';
import { phaseOf } from '../../../src/ui/session-phase.js';
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
