import type { Change } from '../domain/change.js';
import type { EndReason } from '../domain/session.js';
export interface LiveSession {
  readonly sessionId: string;
  share(change: Change): void;
  close(reason: EndReason): Promise<void>;
}
