import {
  HistoryOpenRequestEvent,
  SessionInviteRequestEvent,
  SessionOpenRequestEvent,
} from '../../ui/events.js';

/** What asks for a view over the page. */
export type ViewRequestEvent = SessionOpenRequestEvent | HistoryOpenRequestEvent | SessionInviteRequestEvent;

export const VIEW_REQUESTS = [SessionOpenRequestEvent, HistoryOpenRequestEvent, SessionInviteRequestEvent];
