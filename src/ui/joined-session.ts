import type { Change } from '../domain/change.js';
import type { EndReason } from '../domain/session.js';

/** A live session that this page takes part in, for those who have no part in the call itself. */
export interface JoinedSession {
  readonly sessionId: string;
  /** Shows a row of the chat to the others at once. */
  share(change: Change): void;
  /** Leaves and releases everything; the session goes on. */
  close(reason: EndReason): Promise<void>;
}
