import { AtOnce } from './at-once.js';
import type { Caller } from './caller.js';
import { RateLimit, takeAll } from './rate-limit.js';

type Level = 'person' | 'session' | 'tenant';

type Rates = Readonly<Record<Level, Rate>>;

const MB = 1024 * 1024;

/**
 * How often, in a burst and a second in the long run, and how many bytes of their bodies. An outbox that was away for a
 * day sends some hundred writes at once; a hand types one in some seconds. A page that opens reads some twenty times.
 */
const ACTIONS = {
  write: {
    calls: {
      person: { burst: 250, rate: 3 },
      session: { burst: 600, rate: 10 },
      tenant: { burst: 5_000, rate: 200 },
    },
    bytes: {
      person: { burst: MB, rate: 16 * 1024 },
      session: { burst: 8 * MB, rate: 64 * 1024 },
      tenant: { burst: 64 * MB, rate: MB },
    },
  },
  read: {
    calls: {
      person: { burst: 600, rate: 20 },
      session: { burst: 3_000, rate: 100 },
      tenant: { burst: 30_000, rate: 1_000 },
    },
  },
  /** The vendor's server, which may bring all its people at once. */
  directory: {
    calls: {
      person: { burst: 5_000, rate: 50 },
      session: { burst: 5_000, rate: 50 },
      tenant: { burst: 5_000, rate: 50 },
    },
  },
  upload: {
    calls: {
      person: { burst: 100, rate: 0.5 },
      session: { burst: 200, rate: 1 },
      tenant: { burst: 2_000, rate: 20 },
    },
    bytes: {
      person: { burst: 500 * MB, rate: MB },
      session: { burst: 1_000 * MB, rate: 2 * MB },
      tenant: { burst: 10_000 * MB, rate: 20 * MB },
    },
  },
  invite: {
    calls: {
      person: { burst: 60, rate: 0.5 },
      session: { burst: 60, rate: 0.5 },
      tenant: { burst: 2_000, rate: 20 },
    },
  },
  enter: {
    calls: {
      person: { burst: 60, rate: 0.5 },
      session: { burst: 600, rate: 5 },
      tenant: { burst: 5_000, rate: 100 },
    },
  },
} as const satisfies Record<string, { readonly calls: Rates; readonly bytes?: Rates }>;
export type Action = keyof typeof ACTIONS;

/** Event streams open at once. Each open page has one. */
const STREAMS = { person: 20, session: 100, tenant: 5_000 } as const satisfies Record<Level, number>;

/**
 * In bytes: of uploads under way at a time. Each is held whole, some times over, until it is kept; what a process needs for
 * them is about five times the server's share.
 */
const UNDER_WAY = {
  person: 100 * MB,
  session: 100 * MB,
  tenant: 150 * MB,
  server: 200 * MB,
} as const satisfies Record<Level | 'server', number>;

/** Whoever asks, as far as counting goes. */
export interface Asker {
  readonly tenant: string;
  readonly person: { readonly id: string };
}

type Limits = Readonly<Record<Level, RateLimit>>;

interface ActionLimits {
  readonly calls: Limits;
  readonly bytes: Limits | undefined;
}

interface Rate {
  readonly burst: number;
  readonly rate: number;
}

/** What one person, one session and one tenant may ask of the server; more is refused with when to try again. */
export class Quotas {
  readonly #limits: Readonly<Record<Action, ActionLimits>>;
  readonly #streams = new AtOnce<Level>({
    limits: STREAMS,
    words: 'too many event streams are open',
    retryAfter: 10_000,
  });
  readonly #underWay = new AtOnce<Level | 'server'>({
    limits: UNDER_WAY,
    words: 'too much is being uploaded; try again in a moment',
    retryAfter: 5_000,
  });

  constructor(clock: () => number) {
    const limits = ({ person, session, tenant }: Rates): Limits => ({
      person: new RateLimit({ ...person, clock }),
      session: new RateLimit({ ...session, clock }),
      tenant: new RateLimit({ ...tenant, clock }),
    });
    const of = (action: Action): ActionLimits => {
      const { calls, bytes }: { readonly calls: Rates; readonly bytes?: Rates } = ACTIONS[action];
      return { calls: limits(calls), bytes: bytes && limits(bytes) };
    };
    this.#limits = {
      write: of('write'),
      read: of('read'),
      upload: of('upload'),
      invite: of('invite'),
      directory: of('directory'),
      enter: of('enter'),
    };
  }

  /**
   * Throws `backend/rate-limited`; who floods is refused before they take anything from the others.
   * @param bytes - Of the request's body.
   */
  take(action: Action, caller: Asker, sessionId?: string, bytes = 0): void {
    const { calls, bytes: sizes } = this.#limits[action];
    takeAll(
      keysOf(caller, sessionId).flatMap(([level, key]) => [
        [calls[level], key, 1] as const,
        ...(sizes && bytes > 0 ? [[sizes[level], key, bytes] as const] : []),
      ]),
    );
  }

  /** Of a call that was counted already, whose size shows only once it has come. */
  takeBytes(action: Action, caller: Asker, sessionId: string, bytes: number): void {
    const sizes = this.#limits[action].bytes;
    if (sizes) takeAll(keysOf(caller, sessionId).map(([level, key]) => [sizes[level], key, bytes] as const));
  }

  /** Throws `backend/rate-limited` where too many are open; call the result once this one is over. */
  stream(caller: Caller): () => void {
    return this.#streams.take(keysOf(caller, caller.kind === 'guest' ? caller.sessionId : undefined));
  }

  /** Throws `backend/rate-limited` where too much is under way; call the result once these bytes are not held any more. */
  hold(caller: Asker, sessionId: string, bytes: number): () => void {
    return this.#underWay.take([...keysOf(caller, sessionId), ['server', 'server']], bytes);
  }
}

function keysOf({ tenant, person }: Asker, sessionId: string | undefined): [Level, string][] {
  return [
    ['person', JSON.stringify([tenant, 'person', person.id])],
    ...(sessionId === undefined
      ? []
      : [['session', JSON.stringify([tenant, 'session', sessionId])] satisfies [Level, string]]),
    ['tenant', JSON.stringify([tenant])],
  ];
}
