import { newId } from '../../src/domain/ids.js';
import { Value } from '../../src/ports/value.js';
import type { Signal, Signalling, SignallingState } from '../../plugins/webrtc/signalling.js';

/** What becomes of one signal: so many ms on the way, or never delivered. */
export type Way = (from: string, to: string, signal: Signal) => number | 'lost';

/**
 * A signalling inside the page whose faults are a test's to choose. It may delay and lose, as a server may to whom is
 * absent, but what one says to another keeps its order.
 */
export class SignallingHub {
  readonly #ends = new Map<string, (from: string, payload: unknown) => void>();
  readonly #underway = new Map<string, Promise<unknown>>();
  way: Way = () => 0;

  readonly connect = async (): Promise<Signalling> => {
    const id = newId();
    const listeners = new Set<(from: string, payload: unknown) => void>();
    this.#ends.set(id, (from, payload) => {
      for (const listener of [...listeners]) listener(from, payload);
    });
    return {
      id,
      state: new Value<SignallingState>('open'),
      send: (to, signal) => this.#carry(id, to, signal),
      onMessage(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      roster: () => Promise.resolve([...this.#ends.keys()]),
      close: () => void this.#ends.delete(id),
    };
  };

  /** As if a page had gone without a word. */
  forget(id: string): void {
    this.#ends.delete(id);
  }

  #carry(from: string, to: string, signal: Signal): void {
    const delay = this.way(from, to, signal);
    if (delay === 'lost') return;
    const way = `${from}>${to}`;
    const arrived = new Promise((resolve) => setTimeout(resolve, delay));
    const before = this.#underway.get(way) ?? Promise.resolve();
    this.#underway.set(
      way,
      before.then(() => arrived).then(() => this.#ends.get(to)?.(from, structuredClone(signal))),
    );
  }
}
