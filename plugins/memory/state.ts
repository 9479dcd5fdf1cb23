import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Change } from '../../src/domain/change.js';
import type { Receipt } from '../../src/domain/receipt.js';
import type { LiveClaims } from '../../src/domain/live-grant.js';
import type { Collection, Row } from '../../src/domain/records.js';
import type { Person } from '../../src/domain/session.js';

interface Kept {
  readonly change: Change;
  /** The places of the first and the last write. */
  readonly born: number;
  readonly seq: number;
}

const keyOf = (collection: Collection, id: string): string => `${collection}/${id}`;

/** What a backend keeps. Hosts that are given the same one see each other's work, as if they shared a server. */
export class MemoryBackendState {
  /** In the order of their last write. */
  readonly #rows = new Map<string, Kept>();
  readonly #listeners = new Set<() => void>();
  readonly #signing = generateKeyPair('ES256', { extractable: true });
  readonly clock: () => number;
  /** With the mutation that each answers. */
  readonly receipts = new Map<string, { receipt: Receipt; mutation: string }>();
  readonly files = new Map<string, { readonly sessionId: string; readonly blob: Blob }>();
  /** Secret of a guest link to its invitation. */
  readonly links = new Map<string, string>();
  /** Access secret to whose it is. */
  readonly access = new Map<string, { sessionId: string; self: Person; expires: number }>();
  /** Guests to the invitation that they came by. */
  readonly guests = new Map<string, string>();
  head = 0;

  constructor(clock: () => number = Date.now) {
    this.clock = clock;
  }

  get<C extends Collection>(collection: C, id: string): Row<C> | undefined {
    return this.#rows.get(keyOf(collection, id))?.change.row as Row<C> | undefined;
  }

  /** Newest arrival first. */
  all<C extends Collection>(collection: C): { row: Row<C>; born: number }[] {
    return [...this.#rows.values()]
      .filter(({ change }) => change.collection === collection)
      .sort((a, b) => b.born - a.born)
      .map(({ change, born }) => ({ row: change.row as Row<C>, born }));
  }

  since(seq: number): Kept[] {
    return [...this.#rows.values()].filter((kept) => kept.seq > seq);
  }

  put(changes: readonly Change[]): void {
    for (const change of changes) {
      const key = keyOf(change.collection, change.row.id);
      const seq = ++this.head;
      const born = this.#rows.get(key)?.born ?? seq;
      this.#rows.delete(key);
      this.#rows.set(key, { change, born, seq });
    }
    if (changes.length > 0) for (const listener of [...this.#listeners]) queueMicrotask(listener);
  }

  watch(listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** A live token as every peer checks it, and the key to check it with. */
  async sign(claims: Omit<LiveClaims, 'cnf'>, key: JsonWebKey) {
    const { privateKey, publicKey } = await this.#signing;
    const { kty = '', crv = '', x = '', y = '' } = key;
    const token = await new SignJWT({
      ...claims,
      cnf: { jkt: await calculateJwkThumbprint({ kty, crv, x, y }) },
    })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    return { token, keys: [{ kty: 'EC', ...(await exportJWK(publicKey)) }] };
  }
}
