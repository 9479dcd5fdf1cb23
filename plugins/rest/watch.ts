import { createParser } from 'eventsource-parser';
import type { ErrorCode } from '../../src/domain/error-code.js';
import { isNearhandError } from '../../src/host/errors.js';
import { orAborted } from './credentials.js';
import type { Http } from './http.js';

/** In ms. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** In ms: the server beats every 15 s, so that a stream without a sign of life for so long is dead. */
const SILENCE = 40_000;

/** Whoever has no part in a session any more hears nothing until they have entered anew. */
const OVER: ReadonlySet<ErrorCode> = new Set([
  'live/refused',
  'link/revoked',
  'link/expired',
  'session/ended',
]);

/** In ms: an open stream says so at once, and then beats every 15 s. One that is held back on the way says nothing. */
const MUTE = { opening: 5_000, open: 20_000 };
/** In ms: how often is asked meanwhile. */
const ASKING = 15_000;
const LOOKING = 5_000;

/**
 * Hears of changes by server-sent events, for as long as the signal lasts, and reconnects by itself. Read with `fetch`
 * rather than `EventSource`, which could send the token only in the URL. While nothing is heard, whatever the stream
 * says of itself, it is taken now and then that something has changed: proxies and virus scanners hold streams back.
 */
export async function watchChanges(http: Http, onChange: () => void, signal: AbortSignal): Promise<void> {
  const muteness = new Muteness(onChange);
  signal.addEventListener('abort', () => muteness.stop(), { once: true });
  let failures = 0;
  for (let connections = 0; !signal.aborted;) {
    let isOver = false;
    muteness.begins();
    try {
      await readEvents(http, signal, muteness, (event) => {
        failures = 0;
        if (event === 'over') isOver = true;
        if (event === 'change' || (event === 'open' && connections > 0)) onChange();
        if (event === 'open') connections++;
      });
    } catch (error) {
      // Every other failure has the same answer: try again in a while.
      isOver = isNearhandError(error) && OVER.has(error.code);
    }
    if (isOver) {
      muteness.stop();
      await http.credentials.changed(signal);
    } else if (!signal.aborted) await wait(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++), signal);
  }
}

/** Whether a stream that should speak does. */
class Muteness {
  readonly #ask: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isOpen = false;
  #heardAt = 0;
  #askedAt = 0;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** A connection is tried; one before it that spoke says nothing of this one. */
  begins(): void {
    this.#isOpen = false;
    if (this.#timer !== undefined) return;
    this.#heardAt = performance.now();
    this.#timer = setInterval(() => this.#look(), LOOKING);
  }

  heard(): void {
    this.#isOpen = true;
    this.#heardAt = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = performance.now();
    const patience = this.#isOpen ? MUTE.open : MUTE.opening;
    if (now - this.#heardAt < patience || now - this.#askedAt < ASKING) return;
    this.#askedAt = now;
    this.#ask();
  }
}

async function readEvents(
  http: Http,
  signal: AbortSignal,
  muteness: Muteness,
  onEvent: (name: string | undefined) => void,
): Promise<void> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
  };
  const parser = createParser({ onEvent: ({ event }) => onEvent(event), maxBufferSize: 64 * 1024 });
  const decoder = new TextDecoder();
  try {
    alive();
    const response = await http.open({ method: 'GET', path: 'events' }, either);
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await orAborted(reader.read(), either);
      if (done) return;
      alive();
      muteness.heard();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(timer);
    // Ends the request where it was left half-way.
    silence.abort();
  }
}

/** Half of the time at least, the rest by chance, so that a thousand pages do not come back at once; no longer once online. */
function wait(longest: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, longest * (0.5 + Math.random() / 2));
    globalThis.addEventListener?.('online', done);
    signal.addEventListener('abort', done);
  });
}
