import * as v from 'valibot';
import { type LiveGrant, newId } from '../../src/domain.js';
import { Value } from '../../src/plugin.js';
import type { Signal, Signalling, SignallingState } from '../webrtc/signalling.js';

/** How long the other tabs have to say that they are there, in ms. */
const ROLL_CALL = 150;

const Envelope = v.variant('kind', [
  v.object({ kind: v.literal('who'), from: v.string() }),
  v.object({ kind: v.literal('here'), from: v.string(), to: v.string() }),
  v.object({ kind: v.literal('signal'), from: v.string(), to: v.string(), payload: v.unknown() }),
]);
type Envelope = v.InferOutput<typeof Envelope>;

/** The joins of one session in this browser, reached over a BroadcastChannel named after it. */
export function openChannel(grant: LiveGrant): Signalling {
  const id = grant.signalling?.id ?? newId();
  const channel = new BroadcastChannel(`nearhand-live:${grant.session.id}`);
  const listeners = new Set<(from: string, payload: unknown) => void>();
  const found = new Set<(id: string) => void>();
  const present = new Set<string>();
  const post = (envelope: Envelope): void => channel.postMessage(envelope);

  // A tab that is busy answers late, and counts all the same.
  const answered = (from: string): void => {
    present.add(from);
    for (const listener of [...found]) listener(from);
  };

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = v.safeParse(Envelope, data);
    if (!parsed.success) return;
    const envelope = parsed.output;
    if (envelope.kind === 'who') return post({ kind: 'here', from: id, to: envelope.from });
    if (envelope.to !== id) return;
    if (envelope.kind === 'here') return answered(envelope.from);
    for (const listener of [...listeners]) listener(envelope.from, envelope.payload);
  };

  return {
    id,
    state: new Value<SignallingState>('open'),
    send: (to: string, payload: Signal) => post({ kind: 'signal', from: id, to, payload }),
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onFound(listener) {
      found.add(listener);
      return () => void found.delete(listener);
    },
    async roster(signal) {
      present.clear();
      post({ kind: 'who', from: id });
      await new Promise((resolve) => setTimeout(resolve, ROLL_CALL));
      signal.throwIfAborted();
      return [...present];
    },
    close() {
      listeners.clear();
      channel.close();
    },
  };
}
