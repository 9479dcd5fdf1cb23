/**
 * What one peer may send us. The stock lets a whole session be caught up on at once (5 000 entries are kept for who was
 * away, and 500 marks); what comes back each second is several times what a drawing, pointing hand sends.
 */
const STOCK = { messages: 8_000, bytes: 16 * 1_048_576 } as const;
const PER_SECOND = { messages: 200, bytes: 524_288 } as const;

interface Account {
  messages: number;
  bytes: number;
  at: number;
}

/** Keeps each peer's account of messages and bytes (a token bucket for each). */
export class Allowance {
  readonly #accounts = new Map<string, Account>();

  /** False once the peer has sent more than anybody honest would. `now` in ms. */
  take(peerId: string, bytes: number, now = performance.now()): boolean {
    const before = this.#accounts.get(peerId) ?? { ...STOCK, at: now };
    const seconds = (now - before.at) / 1_000;
    const account = {
      messages: Math.min(STOCK.messages, before.messages + seconds * PER_SECOND.messages) - 1,
      bytes: Math.min(STOCK.bytes, before.bytes + seconds * PER_SECOND.bytes) - bytes,
      at: now,
    };
    this.#accounts.set(peerId, account);
    return account.messages >= 0 && account.bytes >= 0;
  }

  forget(peerId: string): void {
    this.#accounts.delete(peerId);
  }
}
