/**
 * In bytes and messages. An offer with all its candidates is some 10 KB; a mesh of four that connects anew sends some
 * 200 messages at once, and then next to nothing.
 */
const STOCK = { messages: 600, bytes: 2 * 1024 * 1024 } as const;
const PER_SECOND = { messages: 30, bytes: 64 * 1024 } as const;

/** What one connection may send: a token bucket of messages and of bytes. */
export class SignallingAllowance {
  readonly #clock: () => number;
  #messages: number = STOCK.messages;
  #bytes: number = STOCK.bytes;
  #at: number;

  /** @param clock - In ms; only differences count. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#at = clock();
  }

  /** False once more was sent than anybody honest would. */
  take(bytes: number): boolean {
    const now = this.#clock();
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#messages = Math.min(STOCK.messages, this.#messages + seconds * PER_SECOND.messages) - 1;
    this.#bytes = Math.min(STOCK.bytes, this.#bytes + seconds * PER_SECOND.bytes) - bytes;
    return this.#messages >= 0 && this.#bytes >= 0;
  }
}
