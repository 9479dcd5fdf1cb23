import type { EndReason } from '../domain/session.js';
import type { RoomState } from '../live/room/room-state.js';
import { SessionEndedEvent } from './events.js';

/** After these the session goes on, with us elsewhere or without us. */
const GOES_ON: ReadonlySet<EndReason> = new Set(['failed', 'connectionLost', 'superseded', 'agentLeft']);

/**
 * Tells the page, once, that a session is over for the person at it: not where it could not be opened, where the
 * connection failed, or where an agent merely left it.
 */
export class TellOfEnd {
  #told: RoomState | undefined;

  look(element: HTMLElement, sessionId: string, room: RoomState | undefined): void {
    if (room?.status !== 'ended' || room === this.#told) return;
    this.#told = room;
    if (!room.wasIn || GOES_ON.has(room.reason)) return;
    element.dispatchEvent(new SessionEndedEvent(sessionId, room.reason));
  }
}
