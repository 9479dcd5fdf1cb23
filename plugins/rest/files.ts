import * as v from 'valibot';
import { MediaRef } from '../../src/domain.js';
import type { UploadOptions } from '../../src/plugin.js';
import { failure } from './errors.js';
import type { Http } from './http.js';
import { uploadWithProgress } from './upload.js';

const Uploaded = v.object({ ref: MediaRef });
const MediaUrl = v.object({ url: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)) });

/** Sending files, and where they can be loaded from. */
export class Files {
  readonly #http: Http;
  /** Without telling of the progress: where there is no `XMLHttpRequest`, or the page brought its own `fetch`. */
  readonly #byFetch: boolean;
  readonly #largest: number;

  /** `largest` in bytes. */
  constructor(http: Http, hasOwnFetch: boolean, largest: number) {
    this.#http = http;
    this.#byFetch = hasOwnFetch || typeof XMLHttpRequest === 'undefined';
    this.#largest = largest;
  }

  async upload(file: Blob, { id, sessionId, signal, onProgress }: UploadOptions): Promise<MediaRef> {
    if (file.size > this.#largest) throw failure('backend/too-large', 'the file is too large');
    const at = { path: `uploads/${encodeURIComponent(id)}`, query: { sessionId } } as const;
    if (this.#byFetch) {
      const { ref } = await this.#http.call({ ...at, method: 'PUT', body: file }, Uploaded, signal);
      onProgress?.(1);
      return ref;
    }
    const call = {
      url: this.#http.url(at),
      file,
      signal,
      onProgress: (share: number) => onProgress?.(share),
    };
    const answer = v.safeParse(Uploaded, await uploadWithProgress(this.#http, call));
    if (!answer.success) throw failure('backend/invalid-response', 'the upload has no ref');
    return answer.output.ref;
  }

  async url(ref: MediaRef, signal: AbortSignal): Promise<string> {
    const { url } = await this.#http.call(
      { method: 'POST', path: 'media-urls', json: { ref } },
      MediaUrl,
      signal,
    );
    const absolute = this.#http.url({ path: url });
    if (/^(https?|blob):/.test(absolute)) return absolute;
    throw failure('backend/invalid-response', 'the URL is not one that a page may load');
  }
}
