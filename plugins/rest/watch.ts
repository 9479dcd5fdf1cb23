import { createParser } from 'eventsource-parser';
import type { ErrorCode } from '../../src/domain.js';
import { isNearhandError } from '../../src/plugin.js';
import { orAborted } from './credentials.js';
import type { Http } from './http.js';

/** In ms. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** In ms: the server beats every 15 s, so that a stream without a sign of life for so long is dead. */
const SILENCE = 40_000;
/** In ms: longer than the time between two beats. What says nothing for so long may be held back on its way. */
const MUTE = 20_000;

/** Whoever has no part in a session any more hears nothing until they have entered anew. */
const OVER: ReadonlySet<ErrorCode> = new Set([
  'live/refused',
  'link/revoked',
  'link/expired',
  'session/ended',
]);

/**
 * Hears of changes by server-sent events, for as long as the signal lasts, and reconnects by itself. Read with `fetch`
 * rather than `EventSource`, which could send the token only in the URL. While nothing comes, as behind a proxy that
 * holds streams back, it says now and then that something may have changed.
 * @param mute in ms: how long no event and no beat may come before that
 */
export async function watchChanges(
  http: Http,
  onChange: () => void,
  signal: AbortSignal,
  mute = MUTE,
): Promise<void> {
  let failures = 0;
  const mutely = new Mutely(onChange, mute);
  while (!signal.aborted) {
    let isOver = false;
    mutely.begin();
    try {
      await readEvents(http, signal, mutely.heard, (event) => {
        failures = 0;
        if (event === 'over') isOver = true;
        // Nobody heard of what was written before the stream was there.
        if (event === 'change' || event === 'open') onChange();
      });
    } catch (error) {
      // Every other failure has the same answer: try again in a while.
      isOver = isNearhandError(error) && OVER.has(error.code);
    }
    if (isOver) {
      mutely.end();
      await http.credentials.changed(signal);
    } else if (!signal.aborted) await wait(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++), signal);
  }
  mutely.end();
}

/** Calls now and then while nothing is heard, however often the connection is made anew meanwhile. */
class Mutely {
  readonly #call: () => void;
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: () => void, ms: number) {
    this.#call = call;
    this.#ms = ms;
  }

  begin(): void {
    this.#timer ??= this.#wait();
  }

  readonly heard = (): void => {
    this.end();
    this.begin();
  };

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Longer by chance, so that a whole office behind one proxy does not ask at once. */
  #wait(): ReturnType<typeof setTimeout> {
    return setTimeout(
      () => {
        this.#timer = this.#wait();
        this.#call();
      },
      this.#ms * (1 + Math.random() / 4),
    );
  }
}

async function readEvents(
  http: Http,
  signal: AbortSignal,
  onHeard: () => void,
  onEvent: (name: string | undefined) => void,
): Promise<void> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
  };
  const parser = createParser({
    onEvent: ({ event }) => {
      onHeard();
      onEvent(event);
    },
    onComment: onHeard,
    maxBufferSize: 64 * 1024,
  });
  const decoder = new TextDecoder();
  try {
    alive();
    const response = await http.open({ method: 'GET', path: 'events' }, either);
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await orAborted(reader.read(), either);
      if (done) return;
      alive();
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
