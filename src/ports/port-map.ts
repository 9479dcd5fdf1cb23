import type { BackendPort } from './backend-port.js';
import type { LivePort } from './live-port.js';
import type { MessagingPort } from './messaging-port.js';
import type { TicketPort } from './ticket-port.js';
import type { TranscriptionPort } from './transcription-port.js';

/** Port names to contracts. Others may add their own by module augmentation. */
export interface PortMap {
  backend: BackendPort;
  live: LivePort;
  messaging: MessagingPort;
  transcription: TranscriptionPort;
  ticket: TicketPort;
}

export type PortName = keyof PortMap;
