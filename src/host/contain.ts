import * as v from 'valibot';
import type { ChangePage } from '../domain/change.js';
import { BeginningFrame, ChangesFrame, PageFrame, ReceiptFrame } from '../domain/frames.js';
import type { Receipt } from '../domain/receipt.js';
import type { Collection } from '../domain/records.js';
import type { BackendPort, Beginning, ListQuery, Page } from '../ports/backend-port.js';
import { linkedSignal } from '../ports/linked-signal.js';
import { isAbort, isNearhandError, NearhandError } from './errors.js';

/** How long a backend may take for one answer, in ms. An upload has no deadline: it shows progress and can be cancelled. */
export const ANSWER_DEADLINE = 15_000;

/**
 * The same backend, with each answer checked by its schema and each call ended by a deadline, so that a backend that
 * hangs, throws or answers nonsense costs one coded error and nothing else.
 */
export function contain(backend: BackendPort, deadline = ANSWER_DEADLINE): BackendPort {
  const call = <T>(schema: Schema<T>, signal: AbortSignal, work: (signal: AbortSignal) => Promise<unknown>) =>
    answer(schema, signal, deadline, work);
  const begin = backend.begin?.bind(backend);
  return {
    capabilities: backend.capabilities,
    ...(backend.source === undefined ? {} : { source: backend.source }),
    list: <C extends Collection>(query: ListQuery<C>, signal: AbortSignal) =>
      call(PageFrame, signal, (inner) => backend.list(query, inner)) as Promise<Page<C>>,
    changes: (cursor, signal) =>
      call(ChangesFrame, signal, (inner) => backend.changes(cursor, inner)) as Promise<ChangePage>,
    ...(begin && {
      begin: (limit: number, signal: AbortSignal) =>
        call(BeginningFrame, signal, (inner) => begin(limit, inner)) as Promise<Beginning>,
    }),
    apply: (mutation, signal) =>
      call(ReceiptFrame, signal, (inner) => backend.apply(mutation, inner)) as Promise<Receipt>,
    ...(backend.watch
      ? { watch: (onChange: () => void) => backend.watch?.(onChange) ?? (() => undefined) }
      : {}),
    upload: async (file, options) =>
      answer((await schemas()).MediaRef, options.signal, Infinity, (signal) =>
        backend.upload(file, { ...options, signal }),
      ),
    url: (ref, signal) => call(v.string(), signal, (inner) => backend.url(ref, inner)),
    invite: async (draft, signal) =>
      call((await schemas()).InvitationInPage, signal, (inner) => backend.invite(draft, inner)),
    revoke: (id, signal) =>
      call(v.unknown(), signal, (inner) => backend.revoke(id, inner)).then(() => undefined),
    preview: async (token, signal) =>
      call((await schemas()).GuestPreview, signal, (inner) => backend.preview(token, inner)),
    prepareToEnter: () => {
      schemas().catch(() => undefined);
      backend.prepareToEnter?.();
    },
    enter: async (entry, signal) =>
      call((await schemas()).LiveGrant, signal, (inner) => backend.enter(entry, inner)),
  };
}

/** Of what is asked for after the first rows; a guest's page brings them along. */
const schemas = () => import('../domain/answers.js');

type Schema<T> = v.GenericSchema<unknown, T>;

async function answer<T>(
  schema: Schema<T>,
  signal: AbortSignal,
  deadline: number,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<T> {
  const value = await within(signal, deadline, work);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new NearhandError(
    'backend/invalid-response',
    `the backend's answer does not fit: ${result.issues[0].message}`,
  );
}

/**
 * Runs the work until it settles, the signal is aborted or the deadline (ms) passes, whichever comes first; a plugin
 * that ignores its signal is left behind, not waited for.
 * @throws NearhandError `backend/timeout`, or what the work threw, coded.
 */
export async function within<T>(
  signal: AbortSignal,
  deadline: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const inner = linkedSignal(signal);
  const timer = deadline === Infinity ? undefined : setTimeout(() => inner.abort(timedOut()), deadline);
  try {
    return await Promise.race([Promise.resolve().then(() => work(inner.signal)), inner.aborted]);
  } catch (error) {
    throw coded(error, signal);
  } finally {
    clearTimeout(timer);
    inner.release();
  }
}

const timedOut = () => new NearhandError('backend/timeout', 'no answer in time', { retryable: true });

function coded(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isNearhandError(error) || isAbort(error)) return error;
  return new NearhandError('backend/unavailable', 'the backend plugin threw', {
    cause: error,
    retryable: true,
  });
}
