import * as v from 'valibot';
import { AnyChange, ChangePage } from '../domain/change.js';
import { Receipt } from '../domain/receipt.js';
import { BeginningFrame, PageFrame } from '../domain/frames.js';
import { learnTime } from '../domain/clock.js';
import type { Mutation } from '../domain/mutation.js';
import type { ErrorCode } from '../domain/error-code.js';
import { MediaRef } from '../domain/media/schema.js';
import { RECORDS, type Collection, type Row } from '../domain/records.js';
import { isNearhandError, NearhandError } from '../host/errors.js';
import type { BackendPort, Beginning, ListQuery, Page, UploadOptions } from '../ports/backend-port.js';
import { within } from './deadline.js';
import { asBackendError } from './errors.js';

/** In ms. */
const DEADLINE = 30_000;
const UPLOAD_DEADLINE = 60 * 60 * 1000;

/** Rows of each state that a copy begins with. */
const FIRST_PAGE = 50;

const Envelope = v.object({ ...ChangePage.entries, changes: v.array(v.unknown()) });

const NO_BEGINNING: ReadonlySet<ErrorCode> = new Set(['backend/not-found', 'backend/invalid-response']);

const LOADABLE: readonly string[] = ['https:', 'http:', 'blob:', 'data:'];

const LoadableUrl = v.pipe(
  v.string(),
  v.check(
    (url) => URL.canParse(url, location.href) && LOADABLE.includes(new URL(url, location.href).protocol),
  ),
);

export interface CheckedChanges {
  readonly changes: readonly AnyChange[];
  readonly cursor: string;
  readonly more: boolean;
}

/** The backend, its answers checked: what does not fit a schema never reaches the tables. */
export class Remote {
  readonly #backend: BackendPort;
  readonly #report: (error: NearhandError) => void;

  constructor(backend: BackendPort, report: (error: NearhandError) => void) {
    this.#backend = backend;
    this.#report = report;
  }

  has(collection: Collection): boolean {
    return this.#backend.capabilities.collections.includes(collection);
  }

  get maxUpload(): number {
    return this.#backend.capabilities.maxUpload;
  }

  /** Otherwise it has to be asked now and then. */
  get watches(): boolean {
    return this.#backend.capabilities.watch && this.#backend.watch !== undefined;
  }

  watch(onChange: () => void): (() => void) | undefined {
    try {
      return this.watches ? this.#backend.watch?.(onChange) : undefined;
    } catch (error) {
      this.#report(new NearhandError('plugin/failed', 'The backend could not be watched', { cause: error }));
      return undefined;
    }
  }

  async apply(mutation: Mutation, signal: AbortSignal): Promise<Receipt> {
    const receipt = await this.#ask(signal, Receipt, (either) => this.#backend.apply(mutation, either));
    if (receipt.mutationId === mutation.id) return receipt;
    throw invalid('The receipt is for another mutation');
  }

  /** A row that does not fit is reported and left out; the others come through. */
  async changes(cursor: string | undefined, signal: AbortSignal): Promise<CheckedChanges> {
    const asked = Date.now();
    const { now, ...page } = await this.#ask(signal, Envelope, (either) =>
      this.#backend.changes(cursor, either),
    );
    if (now !== undefined) learnTime(now, asked);
    return { ...page, changes: this.#sift(AnyChange, page.changes) };
  }

  /** The newest sessions of either state, and the cursor from before they were read. */
  async begin(signal: AbortSignal): Promise<Beginning> {
    const asked = Date.now();
    const one = (await this.#beginInOne(signal)) ?? (await this.#beginInThree(signal));
    if (one.now !== undefined) learnTime(one.now, asked);
    return one;
  }

  async #beginInOne(signal: AbortSignal): Promise<Beginning | undefined> {
    const begin = this.#backend.begin?.bind(this.#backend);
    if (!begin) return undefined;
    try {
      const { open, ended, ...rest } = await this.#ask(signal, BeginningFrame, (either) =>
        begin(FIRST_PAGE, either),
      );
      return { open: this.#page('sessions', open), ended: this.#page('sessions', ended), ...rest };
    } catch (error) {
      // An earlier server has no such answer, or one that it gives to all.
      if (isNearhandError(error) && NO_BEGINNING.has(error.code)) return undefined;
      throw error;
    }
  }

  async #beginInThree(signal: AbortSignal): Promise<Beginning> {
    const { cursor } = await this.changes(undefined, signal);
    const newest = (status: 'open' | 'ended') =>
      this.list({ collection: 'sessions', status, limit: FIRST_PAGE }, signal);
    const [open, ended] = await Promise.all([newest('open'), newest('ended')]);
    return { open, ended, cursor };
  }

  async list<C extends Collection>(query: ListQuery<C>, signal: AbortSignal): Promise<Page<C>> {
    const page = await this.#ask(signal, PageFrame, (either) => this.#backend.list(query, either));
    return this.#page(query.collection, page);
  }

  async upload(file: Blob, options: UploadOptions): Promise<MediaRef> {
    const { signal } = options;
    const ref = within(UPLOAD_DEADLINE, signal, (either) =>
      this.#backend.upload(file, { ...options, signal: either }),
    );
    return this.#checked(MediaRef, ref, signal);
  }

  url(ref: MediaRef, signal: AbortSignal): Promise<string> {
    return this.#ask(signal, LoadableUrl, (either) => this.#backend.url(ref, either));
  }

  #ask<T>(
    signal: AbortSignal,
    schema: v.GenericSchema<unknown, T>,
    call: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<T> {
    return this.#checked(schema, within(DEADLINE, signal, call), signal);
  }

  async #checked<T>(
    schema: v.GenericSchema<unknown, T>,
    answer: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<T> {
    const value = await answer.catch((error: unknown) => {
      throw signal.aborted ? error : asBackendError(error);
    });
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    throw invalid(v.summarize(result.issues));
  }

  #page<C extends Collection>(collection: C, page: v.InferOutput<typeof PageFrame>): Page<C> {
    const rows = this.#sift<Row>(RECORDS[collection], page.rows) as Row<C>[];
    return page.cursor === undefined ? { rows } : { rows, cursor: page.cursor };
  }

  #sift<T>(schema: v.GenericSchema<unknown, T>, rows: readonly unknown[]): T[] {
    return rows.flatMap((row) => {
      const result = v.safeParse(schema, row);
      if (result.success) return [result.output];
      this.#report(invalid(v.summarize(result.issues)));
      return [];
    });
  }
}

const invalid = (what: string): NearhandError =>
  new NearhandError('backend/invalid-response', `The backend's answer does not fit: ${what}`, {
    retryable: true,
  });
