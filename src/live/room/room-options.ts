import type { BackendPort } from '../../ports/backend-port.js';
import type { LivePort } from '../../ports/live-port.js';
import type { LocalMedia } from '../media/local-media.js';
import type { RoomEntry } from './room-state.js';
import type { RoomSessionMemory } from './session-memory.js';

export interface RoomOptions {
  readonly live: LivePort;
  readonly backend: Pick<BackendPort, 'enter'>;
  readonly entry: RoomEntry;
  /** Stays the caller's: the room sends what is on, and stops nothing. */
  readonly media: LocalMedia;
  /** For guests: how to come back after a reload. */
  readonly memory?: RoomSessionMemory;
  /** Base URL of the page's own copies of the kit's workers; absent: they are where the bundler put them. */
  readonly workers?: string;
  /** Was this person let in earlier, by the local records? Asked on agents' pages only. */
  readonly isAdmitted?: (personId: string) => boolean;
}
