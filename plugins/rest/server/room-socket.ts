import { WebSocket } from 'ws';
import { SignallingAllowance } from './signalling-allowance.js';

/** In bytes. Whoever reads so slowly that this much waits for them is cut off, instead of filling the server's memory. */
const MOST_WAITING = 1024 * 1024;

/** How deep a message may nest: an offer is three deep, and tens of thousands would be too deep to be written again. */
const DEEPEST = 16;

const PASSED_ON: ReadonlySet<unknown> = new Set(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE']);

/**
 * A signalling socket that hears only what may be said: messages to those who are connected and may be met, and no
 * more of them than anybody honest sends. Messages to nobody would be queued by the signalling library.
 */
export class RoomSocket extends WebSocket {
  readonly #allowance = new SignallingAllowance(() => performance.now());
  #reaches: (id: string) => boolean = () => false;

  enter(reaches: (id: string) => boolean): void {
    this.#reaches = reaches;
  }

  /** Not in this session any more: from now on nothing of theirs is passed on, whether or not they close. */
  leave(): void {
    this.#reaches = () => false;
    this.close(4403, 'not in this session any more');
  }

  override emit(name: string | symbol, ...args: unknown[]): boolean {
    if (name === 'message' && !this.#hears(String(args[0]))) return false;
    return super.emit(name, ...args);
  }

  override send(data: Parameters<WebSocket['send']>[0], ...more: unknown[]): void {
    if (this.bufferedAmount > MOST_WAITING) return this.terminate();
    (super.send as (...all: unknown[]) => void).call(this, data, ...more);
  }

  #hears(text: string): boolean {
    if (this.readyState !== WebSocket.OPEN) return false;
    if (this.#allowance.take(Buffer.byteLength(text))) return this.#allows(text);
    this.close(4429, 'too many messages');
    return false;
  }

  #allows(text: string): boolean {
    try {
      const message = JSON.parse(text) as { type?: unknown; dst?: unknown };
      const { type, dst } = message;
      if (type === 'HEARTBEAT') return true;
      if (!PASSED_ON.has(type) || typeof dst !== 'string') return false;
      return this.#reaches(dst) && isShallow(message, DEEPEST);
    } catch {
      return false;
    }
  }
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
