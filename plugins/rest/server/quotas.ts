import { NearhandError } from '../../../src/host/errors.js';
import type { Caller } from './caller.js';
import { RateLimit } from './rate-limit.js';

type Level = 'person' | 'session' | 'tenant';

/**
 * Writes, and the bytes of their bodies, in a burst and a second in the long run. An outbox that was away for a day sends
 * some hundred at once; a hand types one in some seconds.
 */
const WRITES = {
  person: { burst: 250, rate: 3 },
  session: { burst: 600, rate: 10 },
  tenant: { burst: 5_000, rate: 200 },
} as const satisfies Record<Level, Rate>;
const BYTES = {
  person: { burst: 1024 * 1024, rate: 16 * 1024 },
  session: { burst: 8 * 1024 * 1024, rate: 64 * 1024 },
  tenant: { burst: 64 * 1024 * 1024, rate: 1024 * 1024 },
} as const satisfies Record<Level, Rate>;
/** Event streams open at once. Each open page has one. */
const STREAMS = { person: 20, session: 100, tenant: 5_000 } as const satisfies Record<Level, number>;
/** In ms. */
const STREAM_RETRY = 10_000;

interface Rate {
  readonly burst: number;
  readonly rate: number;
}

/** What one person, one session and one tenant may ask of the server; more is refused with when to try again. */
export class Quotas {
  readonly #writes: Readonly<Record<Level, RateLimit>>;
  readonly #bytes: Readonly<Record<Level, RateLimit>>;
  readonly #streams = new Map<string, number>();

  constructor(clock: () => number) {
    const limits = (rates: Readonly<Record<Level, Rate>>): Record<Level, RateLimit> => ({
      person: new RateLimit({ ...rates.person, clock }),
      session: new RateLimit({ ...rates.session, clock }),
      tenant: new RateLimit({ ...rates.tenant, clock }),
    });
    this.#writes = limits(WRITES);
    this.#bytes = limits(BYTES);
  }

  /** Throws `backend/rate-limited`. The person is asked first: one who floods takes nothing from the others. */
  write(caller: Caller, sessionId: string, bytes: number): void {
    for (const [level, key] of keysOf(caller, sessionId)) {
      this.#writes[level].take(key);
      this.#bytes[level].take(key, bytes);
    }
  }

  /** Throws `backend/rate-limited` where too many are open; call the result once this one is over. */
  stream(caller: Caller): () => void {
    const keys = keysOf(caller, caller.kind === 'guest' ? caller.sessionId : undefined);
    for (const [level, key] of keys) {
      if ((this.#streams.get(key) ?? 0) < STREAMS[level]) continue;
      const words = 'too many event streams are open';
      throw new NearhandError('backend/rate-limited', words, { retryAfter: STREAM_RETRY });
    }
    for (const [, key] of keys) this.#streams.set(key, (this.#streams.get(key) ?? 0) + 1);
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      for (const [, key] of keys) this.#close(key);
    };
  }

  #close(key: string): void {
    const left = (this.#streams.get(key) ?? 1) - 1;
    if (left > 0) this.#streams.set(key, left);
    else this.#streams.delete(key);
  }
}

function keysOf({ tenant, person }: Caller, sessionId: string | undefined): [Level, string][] {
  return [
    ['person', JSON.stringify([tenant, 'person', person.id])],
    ...(sessionId === undefined
      ? []
      : [['session', JSON.stringify([tenant, 'session', sessionId])] satisfies [Level, string]]),
    ['tenant', JSON.stringify([tenant])],
  ];
}
