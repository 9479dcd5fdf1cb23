import { ruleOf, type Mutation } from './mutation.js';
import type { Session } from './session.js';
import type { Bounds } from './write.js';

/** In ms. What happens to a session happens when the backend hears of it; it may be told a moment later. */
const ON_ITS_WAY = 120_000;

/** In ms. What a device wrote while it was away keeps the time that it was written at. */
const AWAY = 30 * 24 * 3600_000;

/**
 * The mutation with times that can be: the backend's clock stands, and a device's is a hint. Nothing is of the future,
 * and nothing is older than its session.
 *
 * @param now - By the backend's clock, in ms since 1970.
 */
export function timely(mutation: Mutation, now: number, session: Session | undefined): Mutation {
  const born = session ? Date.parse(session.createdAt) : -Infinity;
  const bounds: Bounds = {
    happened: (at) => bounded(at, Math.max(now - ON_ITS_WAY, born), now),
    written: (at) => bounded(at, Math.max(now - AWAY, born), now),
  };
  const rule = ruleOf(mutation);
  return rule.timely ? rule.timely(mutation, bounds) : { ...mutation, at: bounds.happened(mutation.at) };
}

function bounded(at: string, from: number, to: number): string {
  const time = Date.parse(at);
  return time >= from && time <= to ? at : new Date(to).toISOString();
}
