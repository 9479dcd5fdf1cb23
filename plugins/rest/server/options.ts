import type { JWK } from 'jose';
import type { Storage } from './storage.js';

/** A key that the vendor's own server signs its agents' tokens with. A secret has at least 32 characters. */
export type AgentKey =
  { readonly alg: 'HS256'; readonly secret: string } | { readonly alg: 'ES256'; readonly jwk: JWK };

export interface TurnOptions {
  readonly urls: readonly string[];
  /** coturn's `static-auth-secret`. */
  readonly secret: string;
  /** In seconds. */
  readonly ttl: number;
}

export interface ServerOptions {
  /** Requests wait until it is there. */
  readonly storage: Storage | Promise<Storage>;
  readonly agents: {
    readonly keys: readonly AgentKey[];
    readonly issuer?: string;
    readonly audience?: string;
  };
  /** The page that guest links open, absolute or relative to the page that shows the link. */
  readonly guestPage: string;
  /** Path under which everything is served, such as `/nearhand`; empty by default. */
  readonly base?: string;
  /** Base URL of the signalling server, where there is one. */
  readonly signalling?: { readonly url: string };
  readonly turn?: TurnOptions;
  /**
   * In seconds: so long may a guest stay once their link has expired; an hour by default, so that a call which runs then
   * can be finished. Nobody renews their grant beyond it.
   */
  readonly guestStay?: number;
  /** Shown to guests. */
  readonly organisation?: string;
  /** Origins whose pages may call; any by default, since no cookie is ever read. */
  readonly origins?: readonly string[];
  /** Hears of what should not have happened; whoever asked is told only that the server failed. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly clock?: () => number;
}

/** In seconds. */
export const LIFETIME = {
  /** The longest life of a guest link. */
  link: 24 * 3600,
  live: 600,
  /** After its live token is over, somebody can come back for a day. */
  renewal: 24 * 3600,
  mediaUrl: 300,
  /** Past the end of a link, where the vendor does not say otherwise. */
  guestStay: 3600,
} as const;

/** In bytes. */
export const BODY_LIMIT = { json: 1024 * 1024, upload: 25 * 1024 * 1024 } as const;
