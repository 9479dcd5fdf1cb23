import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  type AnyChange,
  type Collection,
  type Deletion,
  type LiveClaims,
  namedIn,
  type Person,
  type Receipt,
  type Row,
  sessionIdOf,
} from '../../src/domain.js';

interface Kept {
  readonly change: AnyChange;
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
    const change = this.#rows.get(keyOf(collection, id))?.change;
    return change && 'row' in change ? (change.row as Row<C>) : undefined;
  }

  /** Whether there was one, and it is gone. */
  isDeleted(collection: Collection, id: string): boolean {
    const kept = this.#rows.get(keyOf(collection, id));
    return kept !== undefined && !('row' in kept.change);
  }

  /** Newest arrival first. */
  all<C extends Collection>(collection: C): { row: Row<C>; born: number }[] {
    return [...this.#rows.values()]
      .sort((a, b) => b.born - a.born)
      .flatMap(({ change, born }) =>
        change.collection === collection && 'row' in change ? [{ row: change.row as Row<C>, born }] : [],
      );
  }

  since(seq: number): Kept[] {
    return [...this.#rows.values()].filter((kept) => kept.seq > seq);
  }

  put(changes: readonly AnyChange[]): void {
    for (const change of changes) {
      if (!('row' in change)) this.#clear(change);
      const key = keyOf(change.collection, namedIn(change).id);
      const seq = ++this.head;
      const born = this.#rows.get(key)?.born ?? seq;
      this.#rows.delete(key);
      this.#rows.set(key, { change, born, seq });
    }
    if (changes.length > 0) for (const listener of [...this.#listeners]) queueMicrotask(listener);
  }

  /** What goes with a row that is gone: an item's bytes, and all of a session. */
  #clear({ collection, deleted: { id } }: Deletion): void {
    if (collection === 'media') this.files.delete(this.get('media', id)?.ref ?? id);
    if (collection !== 'sessions') return;
    for (const [key, { change }] of this.#rows) if (sessionIdOf(change) === id) this.#rows.delete(key);
    for (const [key, file] of this.files) if (file.sessionId === id) this.files.delete(key);
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
