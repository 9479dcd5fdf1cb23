import * as v from 'valibot';
import { Instant } from './primitives.js';
import { Rank } from './rank.js';
import { Person, Session } from './session.js';

export const IceServer = v.object({
  urls: v.union([v.string(), v.array(v.string())]),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});

/** A public key, JWK (RFC 7517), with which the signature of a live token is checked. */
export const PublicKey = v.looseObject({ kty: v.string(), kid: v.optional(v.string()) });

/**
 * The right to take part in one live session as one person, for some minutes. `token` is a JWT (ES256) that every
 * peer checks with `keys`. Its claims are `LiveClaims`.
 */
export const LiveGrant = v.object({
  session: Session,
  self: Person,
  /** Absent for guests, and from backends that have no admins. */
  rank: v.exactOptional(Rank),
  token: v.pipe(v.string(), v.maxLength(8_192)),
  /**
   * What renews this grant (`Entry` of kind `renewal`) and, for a guest, what opens the backend. Unlike `token`, which
   * every peer gets to see, it is never shown to anybody else.
   */
  access: v.pipe(v.string(), v.maxLength(8_192)),
  keys: v.pipe(v.array(PublicKey), v.minLength(1), v.maxLength(10)),
  expiresAt: Instant,
  /** When it was given, by the backend's clock: a device's own may be wrong by a day. */
  issuedAt: v.exactOptional(Instant),
  iceServers: v.pipe(v.array(IceServer), v.maxLength(10)),
  /** Where peers find each other; absent where the live plugin needs none. */
  signalling: v.optional(
    v.object({
      /** Base URL of the signalling server, absolute or relative to the page. */
      url: v.string(),
      /** The id that this join has there, random for each join. */
      id: v.string(),
      /** Single-purpose secret that claims `id`; good for nothing else. */
      ticket: v.string(),
    }),
  ),
});
export type LiveGrant = v.InferOutput<typeof LiveGrant>;

/** What a live token says. `cnf.jkt` is the RFC 7638 thumbprint of the key that its holder proves to have (RFC 7800). */
export const LiveClaims = v.object({
  /** The session. */
  sid: v.string(),
  /** The person. */
  sub: v.string(),
  name: v.string(),
  role: Person.entries.role,
  /** Seconds since 1970. */
  exp: v.number(),
  cnf: v.object({ jkt: v.string() }),
});
export type LiveClaims = v.InferOutput<typeof LiveClaims>;

/** What a guest sees before they agree to anything. */
export const GuestPreview = v.object({
  sessionId: v.string(),
  title: v.string(),
  hostName: v.string(),
  organisation: v.optional(v.string()),
  role: Person.entries.role,
  expiresAt: Instant,
});
export type GuestPreview = v.InferOutput<typeof GuestPreview>;
