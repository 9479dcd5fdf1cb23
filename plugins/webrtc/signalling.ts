import * as v from 'valibot';
import { type Readable, type Unsubscribe, Value } from '../../src/plugin.js';

/** `lost` is final: this id is gone, a new grant is needed. */
export type SignallingState = 'open' | 'reconnecting' | 'lost';

/** Carries the descriptions of links between joins of one session, before there are links. Trusted with nothing. */
export interface Signalling {
  /** Our own id; others reach us by it. */
  readonly id: string;
  readonly state: Readable<SignallingState>;
  /** Best effort: what cannot be delivered is lost in silence. */
  send(to: string, payload: Signal): void;
  onMessage(listener: (from: string, payload: unknown) => void): Unsubscribe;
  /** The ids of all joins of this session that can be reached now; oneself may be among them. */
  roster(signal: AbortSignal): Promise<readonly string[]>;
  /** Somebody to be called became known outside of a roster. */
  onFound?(listener: (id: string) => void): Unsubscribe;
  close(): void;
}

const Text = v.pipe(v.string(), v.maxLength(100_000));
const LinkId = v.pipe(v.string(), v.maxLength(64));

/** What one end of a link says to the other by way of the signalling. `link` names one RTCPeerConnection of the pair. */
export const Signal = v.variant('kind', [
  v.object({
    kind: v.literal('description'),
    link: LinkId,
    type: v.picklist(['offer', 'answer']),
    sdp: Text,
  }),
  v.object({
    kind: v.literal('candidate'),
    link: LinkId,
    candidate: v.object({
      candidate: v.pipe(v.string(), v.maxLength(2_000)),
      sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
      sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
      usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256))),
    }),
  }),
  /** Asks the driving end to bring the link back: new paths, or a whole new connection. */
  v.object({ kind: v.literal('recover'), how: v.picklist(['restart', 'rebuild']) }),
  /** There is no link any more, and none is wanted. */
  v.object({ kind: v.literal('gone') }),
]);
export type Signal = v.InferOutput<typeof Signal>;

/** Before there is a signalling, and after there was one. */
export const NOWHERE: Signalling = {
  id: '',
  state: new Value<SignallingState>('lost'),
  send: () => undefined,
  onMessage: () => () => undefined,
  roster: () => Promise.resolve([]),
  close: () => undefined,
};
