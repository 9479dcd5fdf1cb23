import { ruleOf, type Mutation } from './mutation.js';
import { wasLetIn } from './session.js';
import type { Person, Session } from './session.js';
import type { GuestWrite, Outcome, ReduceInput } from './write.js';

/**
 * What a mutation does to the rows. The backends of this repository and the local copy share it,
 * so that the guess shown before the server answers is the server's own rule.
 */
export function reduce(mutation: Mutation, input: ReduceInput): Outcome {
  const rule = ruleOf(mutation);
  if (rule.to === 'no session') return rule.apply(mutation, input);
  const { session, actor } = input;
  if (!session) return { refused: 'backend/not-found' };
  if (session.status === 'ended' && rule.to === 'an open session') return { refused: 'session/ended' };
  if (actor.role !== 'agent' && !mayApply(rule.guests, mutation, actor, session))
    return { refused: 'backend/forbidden' };
  if (rule.rank && rule.rank !== input.rank) return { refused: 'backend/forbidden' };
  return rule.apply(mutation, session, actor, input);
}

/**
 * A backend also asks `mayWrite`. It is not asked here: a guest's page hears that it was let in before its copy of the
 * row does, and what is written in that moment is no mistake.
 */
function mayApply(
  guests: GuestWrite<Mutation> | undefined,
  mutation: Mutation,
  actor: Person,
  session: Session,
): boolean {
  const self = session.people.find((person) => person.id === actor.id);
  if (self?.presence === 'refused' || (self?.presence === 'left' && !wasLetIn(self))) return false;
  return guests !== undefined && (guests.isTheirs?.(mutation, actor) ?? true);
}
