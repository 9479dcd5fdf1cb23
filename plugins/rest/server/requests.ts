import * as v from 'valibot';
import {
  COLLECTIONS,
  Cursor,
  GivenName,
  Id,
  MediaRef,
  SessionQuery,
  soundness,
} from '../../../src/domain.js';
import { LIFETIME } from './options.js';

const Token = v.pipe(v.string(), v.minLength(1), v.maxLength(8_192));

/** A JWK with at most the members of a public key that a thumbprint is made of (RFC 7638). */
const Key = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((key) => !('d' in key) && !('k' in key), 'a public key, please'),
  v.transform(({ kty, crv, x, y, n, e }) => ({ kty, crv, x, y, n, e })),
  v.object({
    kty: v.picklist(['EC', 'OKP', 'RSA']),
    crv: v.optional(v.string(), ''),
    x: v.optional(v.string(), ''),
    y: v.optional(v.string(), ''),
    n: v.optional(v.string(), ''),
    e: v.optional(v.string(), ''),
  }),
);

const Limit = v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200));

export const ListRequest = v.pipe(
  v.object({
    collection: v.picklist(COLLECTIONS),
    sessionId: v.exactOptional(Id),
    ...SessionQuery.entries,
    limit: Limit,
    cursor: v.exactOptional(Cursor),
  }),
  soundness(),
);

export const BeginningRequest = v.object({ limit: Limit });

export const DraftRequest = v.object({
  sessionId: Id,
  channel: v.picklist(['link']),
  role: v.picklist(['participant', 'observer']),
  lifetime: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIFETIME.link))),
});

export const PreviewRequest = v.object({ token: Token });

export const EntryRequest = v.variant('kind', [
  v.object({ kind: v.literal('agent'), sessionId: Id, key: Key }),
  v.object({ kind: v.literal('guest'), token: Token, name: GivenName, consent: v.literal(true), key: Key }),
  v.object({ kind: v.literal('renewal'), access: Token, key: Key }),
]);

export const MediaUrlRequest = v.object({ ref: MediaRef });
export const UploadRequest = v.object({ id: Id, sessionId: Id });
