import type { MediaItem } from '../domain/media/schema.js';
import { isAbort, NearhandError } from '../host/errors.js';
import type { Remote } from './remote.js';
import type { BlobRow } from './schema.js';
import type { MediaUrl } from './store.js';
import type { Tables } from './tables.js';

/** Viewed items up to this many bytes are kept for the next time, also offline. */
const KEEP_UP_TO = 5 * 1024 * 1024;

/** What a browser shows as a picture, sound, text page or model and never runs. An object URL has our own origin. */
const INERT =
  /^(image\/(png|jpeg|webp|gif|avif)|(video|audio)\/[\w.+-]+|application\/pdf|model\/gltf-binary)$/;

/** The bytes of media items. */
export class MediaBytes {
  readonly #tables: Tables;
  readonly #remote: Remote | undefined;

  constructor(tables: Tables, remote: Remote | undefined) {
    this.#tables = tables;
    this.#remote = remote;
  }

  async url(item: MediaItem, signal: AbortSignal): Promise<MediaUrl> {
    const found = await this.#find(item, signal);
    if (typeof found === 'string') return { url: found, release: () => undefined };
    return objectUrl(found, item.type);
  }

  async blob(item: MediaItem, signal: AbortSignal): Promise<Blob> {
    const found = await this.#find(item, signal);
    if (typeof found !== 'string') return found;
    throw new NearhandError('media/unreadable', `This page cannot read the bytes of ${item.id}`, {
      retryable: true,
    });
  }

  /** The bytes, or the URL of those that this page may show but not read, or that are too many to keep. */
  async #find(item: MediaItem, signal: AbortSignal): Promise<Blob | string> {
    const kept = await this.#tables.read(['blobs'], (reader) => reader.get('blobs', item.id));
    signal.throwIfAborted();
    if (kept) return kept.blob;
    if (!this.#remote || item.ref === undefined)
      throw new NearhandError('backend/not-found', `The bytes of ${item.id} are not here`);
    const url = await this.#remote.url(item.ref, signal);
    const blob = item.size <= KEEP_UP_TO ? await fetchBytes(url, signal) : undefined;
    if (!blob) return url;
    await this.#keep({ id: item.id, state: 'viewed', blob, keptAt: new Date().toISOString() });
    return blob;
  }

  /** Only a convenience: a full disk does not spoil the view. */
  async #keep(row: BlobRow): Promise<void> {
    await this.#tables.write(['blobs'], (writer) => writer.put('blobs', row)).catch(() => undefined);
  }
}

function objectUrl(blob: Blob, type: string): MediaUrl {
  const url = URL.createObjectURL(
    blob.slice(0, blob.size, INERT.test(type) ? type : 'application/octet-stream'),
  );
  return { url, release: () => URL.revokeObjectURL(url) };
}

/** `undefined` where a page may show the URL but not read it, or where it is larger than was said. */
async function fetchBytes(url: string, signal: AbortSignal): Promise<Blob | undefined> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? await readUpTo(KEEP_UP_TO, response.body) : undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}

async function readUpTo(limit: number, body: Response['body']): Promise<Blob | undefined> {
  const reader = body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    chunks.push(part.value);
    if (size <= limit) continue;
    await reader?.cancel();
    return undefined;
  }
  return new Blob(chunks);
}
