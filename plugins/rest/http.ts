import type { ApiPath } from './api-path.js';
import * as v from 'valibot';
import { ACCEPT, CONTRACT, CONTRACT_HEADER } from './contract.js';
import type { Credentials } from './credentials.js';
import { orAborted } from './credentials.js';
import { answerFailure, callFailure, failure, misused } from './errors.js';

/** In bytes. */
const LARGEST_ANSWER = 5 * 1024 * 1024;
/** In ms. */
const PATIENCE = 30_000;

export type Fetch = (request: Request) => Promise<Response>;

export interface CallInput {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL; each part already encoded. */
  readonly path: ApiPath;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly body?: Blob;
  /** A server of an earlier contract has no such address: 404 says only that. */
  readonly mayBeMissing?: boolean;
  /** Without the caller's token: for those who have none yet. */
  readonly anonymous?: boolean;
}

export interface HttpOptions {
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly credentials: Credentials;
}

/** Calls of one backend: the token in its header, one renewal when it is refused, answers read only up to a size. */
export class Http {
  readonly credentials: Credentials;
  readonly #base: URL;
  readonly #fetch: Fetch;

  constructor({ baseUrl, fetch, credentials }: HttpOptions) {
    this.#base = baseOf(baseUrl);
    this.#fetch = fetch;
    this.credentials = credentials;
  }

  /** Where the server is, absolute. */
  get base(): string {
    return this.#base.href;
  }

  url({ path, query = {} }: { readonly path: string; readonly query?: CallInput['query'] }): string {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return url.href;
  }

  /** The answer, checked. Its failures are `NearhandError`s; an abort rejects with the signal's reason. */
  async call<S extends v.GenericSchema>(
    input: CallInput,
    schema: S,
    signal: AbortSignal,
  ): Promise<v.InferOutput<S>> {
    const timed = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    try {
      const response = await this.open(input, timed);
      const body = await readJson(response, timed);
      const result = v.safeParse(schema, body);
      if (result.success) return result.output;
      const [issue] = result.issues;
      throw failure('backend/invalid-response', `${v.getDotPath(issue) ?? input.path}: ${issue.message}`);
    } catch (error) {
      throw callFailure(error, signal);
    }
  }

  /** The answer as it comes, once it is ok. */
  async open(input: CallInput, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted();
    if (input.anonymous) return accepted(await this.#send(input, undefined, signal), input, signal);
    const token = await orAborted(this.credentials.current(), signal);
    const response = await this.#send(input, token, signal);
    if (response.status !== 401) return accepted(response, input, signal);
    await response.body?.cancel();
    const next = await orAborted(this.credentials.renewed(token), signal);
    return accepted(await this.#send(input, next, signal), input, signal);
  }

  #send(input: CallInput, token: string | undefined, signal: AbortSignal): Promise<Response> {
    const headers = {
      Accept: ACCEPT,
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(input.json !== undefined && { 'Content-Type': 'application/json' }),
    };
    const body = input.json === undefined ? input.body : JSON.stringify(input.json);
    const request = new Request(this.url(input), {
      method: input.method,
      headers,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      // A redirect could carry the token elsewhere, so that none is followed.
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    return orAborted(this.#fetch(request), signal);
  }
}

/** @throws NearhandError `page/misused` where that can be no server's. */
function baseOf(baseUrl: string): URL {
  try {
    const base = new URL(baseUrl.replace(/\/*$/, '/'), globalThis.location?.href);
    // "localhost:3000" is a URL too, of the scheme "localhost".
    if (base.protocol.startsWith('http')) return base;
  } catch {
    // Said below.
  }
  throw misused('no-base', baseUrl);
}

async function accepted(
  response: Response,
  { mayBeMissing }: CallInput,
  signal: AbortSignal,
): Promise<Response> {
  const version = response.headers.get(CONTRACT_HEADER) ?? CONTRACT;
  if (version !== CONTRACT) throw misused('other-version', version, 'page/other-version');
  if (response.ok) return response;
  if (response.type === 'opaqueredirect') throw failure('backend/invalid-response', 'the backend redirects');
  if (mayBeMissing && response.status === 404) throw failure('backend/not-found', 'there is no such address');
  const body = await readJson(response, signal).catch(() => undefined);
  throw answerFailure(response.status, response.headers.get('retry-after'), body);
}

async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await readText(response, signal);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw failure('backend/invalid-response', 'the answer is not JSON', cause);
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await orAborted(reader.read(), signal);
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LARGEST_ANSWER) {
      await reader.cancel();
      throw failure('backend/invalid-response', 'the answer is too large');
    }
    text += decoder.decode(value, { stream: true });
  }
}
