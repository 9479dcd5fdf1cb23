import type { MediaItem } from '../domain/media/schema.js';
import type { EndReason } from '../domain/session.js';

const REQUEST = { bubbles: true, composed: true, cancelable: true } as const;
const FACT = { bubbles: true, composed: true } as const;

/** Somebody wants to see a session. The nearest `nearhand-host` opens the session view over the page unless this is cancelled. */
export class SessionOpenRequestEvent extends Event {
  static readonly type = 'nearhand-session-open-request';
  readonly sessionId: string;

  constructor(sessionId: string) {
    super(SessionOpenRequestEvent.type, REQUEST);
    this.sessionId = sessionId;
  }
}

/** Somebody wants to invite into a session. `nearhand-host` opens the invite dialog unless this is cancelled. */
export class SessionInviteRequestEvent extends Event {
  static readonly type = 'nearhand-session-invite-request';
  readonly sessionId: string;

  constructor(sessionId: string) {
    super(SessionInviteRequestEvent.type, REQUEST);
    this.sessionId = sessionId;
  }
}

/** Somebody wants to read an ended session. `nearhand-host` shows History over the page unless this is cancelled. */
export class HistoryOpenRequestEvent extends Event {
  static readonly type = 'nearhand-history-open-request';
  readonly sessionId: string;

  constructor(sessionId: string) {
    super(HistoryOpenRequestEvent.type, REQUEST);
    this.sessionId = sessionId;
  }
}

/** A picture of the files is to be drawn on. `nearhand-session-view` shows it in the live one's place unless this is cancelled. */
export class PictureDrawRequestEvent extends Event {
  static readonly type = 'nearhand-picture-draw-request';
  readonly item: MediaItem;

  constructor(item: MediaItem) {
    super(PictureDrawRequestEvent.type, REQUEST);
    this.item = item;
  }
}

/** The session view was closed; the session goes on, unless it had ended. */
export class SessionViewClosedEvent extends Event {
  static readonly type = 'nearhand-session-view-closed';

  constructor() {
    super(SessionViewClosedEvent.type, FACT);
  }
}

/** A session was created from here. */
export class SessionCreatedEvent extends Event {
  static readonly type = 'nearhand-session-created';
  readonly sessionId: string;
  readonly context: string;

  constructor(sessionId: string, context: string) {
    super(SessionCreatedEvent.type, FACT);
    this.sessionId = sessionId;
    this.context = context;
  }
}

/**
 * A session is over, for the person at this page. `reason`: `agentEnded` by an agent, `expired` with the link or the
 * grant; for a guest also `guestLeft`, `consentDenied` and `refused` (turned away or sent out).
 */
export class SessionEndedEvent extends Event {
  static readonly type = 'nearhand-session-ended';
  readonly sessionId: string;
  readonly reason: EndReason;

  constructor(sessionId: string, reason: EndReason) {
    super(SessionEndedEvent.type, FACT);
    this.sessionId = sessionId;
    this.reason = reason;
  }
}

declare global {
  interface HTMLElementEventMap {
    'nearhand-session-open-request': SessionOpenRequestEvent;
    'nearhand-session-invite-request': SessionInviteRequestEvent;
    'nearhand-history-open-request': HistoryOpenRequestEvent;
    'nearhand-picture-draw-request': PictureDrawRequestEvent;
    'nearhand-session-view-closed': SessionViewClosedEvent;
    'nearhand-session-created': SessionCreatedEvent;
    'nearhand-session-ended': SessionEndedEvent;
  }
}
