import type { Unsubscribe } from './readable.js';

export interface Cue {
  readonly personId: string;
  readonly text: string;
  /** In ms since the session started. */
  readonly start: number;
  readonly end: number;
  /** May still be replaced by a later cue of the same person and start. */
  readonly interim: boolean;
}

/** Turns speech into cues. */
export interface TranscriptionPort {
  start(
    tracks: ReadonlyMap<string, MediaStreamTrack>,
    onCue: (cue: Cue) => void,
    signal: AbortSignal,
  ): Promise<Unsubscribe>;
}
