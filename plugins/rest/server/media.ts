import * as v from 'valibot';
import { Id, mediaTypeOf } from '../../../src/domain.js';
import { refuse } from './answer.js';
import type { AgentCaller } from './caller.js';
import { LIFETIME } from './options.js';
import type { Storage, StoredBlob } from './storage.js';
import type { Tokens } from './tokens.js';

const MediaClaims = v.object({ tenant: Id, ref: Id });

/** A browser that is fooled into opening this as a page runs nothing of it and loads nothing for it. */
const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': `private, max-age=${LIFETIME.mediaUrl}`,
  'Accept-Ranges': 'bytes',
};

/** Bytes in, and out by short-lived URLs. */
export class Media {
  readonly #storage: Storage;
  readonly #tokens: Tokens;
  readonly #clock: () => number;

  constructor(storage: Storage, tokens: Tokens, clock: () => number) {
    this.#storage = storage;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  async keep({ tenant }: AgentCaller, at: { id: string; sessionId: string }, bytes: Uint8Array<ArrayBuffer>) {
    const type = mediaTypeOf(bytes);
    if (!type) throw refuse('backend/invalid-request', 'a file of this type is not kept');
    const session = await this.#storage.read(tenant).get('sessions', at.sessionId);
    if (!session) throw refuse('backend/not-found', 'no such session');
    await this.#requireKept(tenant, at.id);
    const before = await this.#storage.blob(tenant, at.id);
    if (before?.sessionId === at.sessionId && !isSame(before.bytes, bytes))
      throw refuse('backend/id-reused', 'another file had this id');
    const kept = await this.#storage.putBlob(tenant, { ...at, type, bytes });
    if (kept.sessionId !== at.sessionId) throw refuse('backend/conflict', 'the id belongs to another upload');
    // Deleted while it was being kept.
    await this.#requireKept(tenant, at.id).catch(async (error: unknown) => {
      await this.#storage.write(tenant, (writer) => writer.deleteBlob(at.id));
      throw error;
    });
    return { ref: kept.id };
  }

  /** An upload has the id of its item: bytes of one that is gone are not taken. */
  async #requireKept(tenant: string, id: string): Promise<void> {
    if (await this.#storage.read(tenant).isDeleted('media', id))
      throw refuse('backend/not-found', 'it was deleted');
  }

  /** `url` is relative to this server's base. */
  async url({ tenant }: AgentCaller, ref: string): Promise<{ url: string; expiresAt: string }> {
    if (!(await this.#storage.blobInfo(tenant, ref))) throw refuse('backend/not-found', 'no such file');
    const expiry = Math.floor(this.#clock() / 1000) + LIFETIME.mediaUrl;
    const token = await this.#tokens.sign('media', { tenant, ref }, expiry);
    return { url: `media/${token}`, expiresAt: new Date(expiry * 1000).toISOString() };
  }

  async serve(token: string, range: string | null): Promise<Response> {
    const verdict = await this.#tokens.verify('media', token);
    if (verdict.status !== 'valid')
      throw refuse('backend/forbidden', 'the URL is not valid, or not any more');
    const { tenant, ref } = v.parse(MediaClaims, verdict.claims);
    const blob = await this.#storage.blob(tenant, ref);
    if (!blob) throw refuse('backend/not-found', 'no such file');
    return mediaAnswer(blob, range);
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

function mediaAnswer({ type, bytes }: StoredBlob, range: string | null): Response {
  const inline = type.startsWith('image/') || type.startsWith('video/');
  const headers = {
    ...SAFE_HEADERS,
    'Content-Type': type,
    'Content-Disposition': inline ? 'inline' : 'attachment',
  };
  const part = range === null ? undefined : rangeIn(range, bytes.length);
  if (!part) return new Response(bytes, { headers });
  const [first, last] = part;
  const contentRange = `bytes ${first}-${last}/${bytes.length}`;
  return new Response(bytes.subarray(first, last + 1), {
    status: 206,
    headers: { ...headers, 'Content-Range': contentRange },
  });
}

/** One byte range (RFC 9110, 14.1.2), which video players ask for; anything else is answered as a whole. */
function rangeIn(header: string, length: number): [first: number, last: number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first <= last ? [first, last] : undefined;
}
