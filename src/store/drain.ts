import { isOfPage, type ErrorCode } from '../domain/error-code.js';
import { isNearhandError } from '../host/errors.js';
import type { StillLeads } from './leader.js';
import type { Outbox } from './outbox.js';
import { refusal } from './refusal.js';
import type { Remote } from './remote.js';
import type { OutboxRow } from './schema.js';
import type { Connection } from './store.js';

/** Thrown instead of answered, these mean no all the same; asking again would not help. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'backend/forbidden',
  'backend/not-found',
  'backend/conflict',
  'backend/id-reused',
  'backend/invalid-request',
  'backend/too-large',
  'session/exists',
  'session/ended',
  'live/refused',
  'link/expired',
  'link/revoked',
]);

/** With these no other write would get through either. */
const EVERYWHERE: ReadonlySet<ErrorCode> = new Set([
  'backend/unauthorized',
  'backend/rate-limited',
  'backend/offline',
  'backend/timeout',
]);

export const isFinal = (error: unknown): boolean => isNearhandError(error) && FINAL.has(error.code);

export const isEverywhere = (error: unknown): boolean =>
  !isNearhandError(error) || EVERYWHERE.has(error.code) || isOfPage(error.code);

/** With these the backend is not away: it, or the page, has said no. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['backend/unauthorized', 'backend/rate-limited']);

/** What a round of requests tells of the connection; nothing where it was refused. */
export function connectionAfter(error: unknown): Connection | undefined {
  if (isNearhandError(error) && (REFUSED.has(error.code) || isOfPage(error.code))) return undefined;
  return error !== undefined && isEverywhere(error) ? 'offline' : 'online';
}

/**
 * Sends what is ready, in order for each session. A session that fails holds up only itself.
 * Throws the first failure, once nothing more can be sent.
 */
export async function drain(
  outbox: Outbox,
  remote: Remote,
  signal: AbortSignal,
  stillLeads: StillLeads,
): Promise<void> {
  const failed = new Map<string, unknown>();
  for (;;) {
    const next = (await outbox.ready()).filter(({ sessionId }) => !failed.has(sessionId));
    if (next.length === 0) break;
    for (const entry of next) {
      if (!failed.has(entry.sessionId)) await attempt(entry);
    }
  }
  for (const error of failed.values()) throw error;

  async function attempt(entry: OutboxRow): Promise<void> {
    await stillLeads();
    try {
      await outbox.settle(await remote.apply(entry.mutation, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      if (isFinal(error)) return outbox.settle(refusal(entry.id, codeOf(error)));
      if (isEverywhere(error)) throw error;
      failed.set(entry.sessionId, error);
    }
  }
}

export const codeOf = (error: unknown): ErrorCode =>
  isNearhandError(error) ? error.code : 'backend/unavailable';
