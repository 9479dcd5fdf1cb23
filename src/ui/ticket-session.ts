import * as v from 'valibot';
import { newId } from '../domain/ids.js';
import { LIMITS } from '../domain/primitives.js';
import { Session } from '../domain/session.js';
import { NearhandError } from '../host/errors.js';
import type { Store } from '../store/store.js';
import { prepareCall } from './prepare-call.js';
import type { Workspace } from './workspace.js';

export interface TicketSession {
  readonly sessionId: string;
  readonly created: boolean;
}

/**
 * The open session of a ticket, made if there is none. Two agents who press at the same time get the same one:
 * the backend refuses the second and names the first. What the call needs is loaded meanwhile.
 * @throws NearhandError `backend/*`
 */
export async function openTicketSession(
  workspace: Workspace,
  ticket: { context: string; title: string },
  signal: AbortSignal,
): Promise<TicketSession> {
  void prepareCall(workspace.host);
  const store = await workspace.open();
  const known = await findOpen(workspace, store, ticket.context, signal);
  if (known) return { sessionId: known.id, created: false };
  const sessionId = newId();
  const { context } = ticket;
  // A page's tickets may be longer than a session's title.
  const title = ticket.title.slice(0, LIMITS.title);
  const mutationId = await store.mutate({ type: 'session.create', sessionId, context, title });
  const receipt = await store.settled(mutationId, signal);
  if (receipt.status === 'applied') return { sessionId, created: true };
  await store.discard(mutationId);
  const other = receipt.changes.find((change) => change.collection === 'sessions' && 'row' in change);
  if (receipt.code === 'session/exists' && other) return { sessionId: other.row.id, created: false };
  throw new NearhandError(receipt.code, 'the session was refused');
}

/** Asked of the backend, not of the local copy: a colleague may have opened one a moment ago. */
async function findOpen(
  workspace: Workspace,
  store: Store,
  context: string,
  signal: AbortSignal,
): Promise<Session | undefined> {
  const backend = await workspace.backend();
  const { rows } = await backend.list({ collection: 'sessions', context, status: 'open', limit: 1 }, signal);
  const [row] = rows;
  if (!v.is(Session, row)) return undefined;
  await store.receive({ collection: 'sessions', row });
  return row;
}
