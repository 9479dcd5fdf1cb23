import { mayUseLive } from '../../../src/domain.js';
import type { Access } from './access.js';
import { refuse } from './answer.js';
import type { Caller } from './caller.js';
import type { Closing } from './closing.js';
import type { Feed } from './feed.js';
import { Paced } from './paced.js';
import type { Storage } from './storage.js';

/** In ms. A sign of life through proxies, and the longest that a change made by another process goes unnoticed. */
const BEAT = 15_000;

export interface EventStreamInput {
  readonly caller: Caller;
  readonly access: Access;
  readonly feed: Feed;
  readonly storage: Storage;
  readonly clock: () => number;
  readonly closing: Closing;
  /** Takes the stream's place among those that may be open; call the result once it is over, from whichever side. */
  readonly open: () => () => void;
}

/**
 * In ms, times the streams of this process: so often is an agent told at most. Each asks what changed, which takes some ms of
 * the process; so it has time for all else, however many listen and however much is written.
 */
const PACE = 4;

/** So many words may wait for somebody who does not read; the next one that arrives says the same as those left out. */
const MOST_WAITING = 16;

/**
 * Server-sent events: one `change` whenever something that the caller may see could have changed. It ends with the
 * caller's token, and at once when they have no part in the session any more.
 */
export async function eventStream(input: EventStreamInput): Promise<Response> {
  if (!(await mayHear(input))) throw refuse('live/refused', 'not in the session any more');
  if (input.closing.done) throw refuse('backend/unavailable', 'the server is closing');
  const onEnd = input.open();
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      stop = run({ ...input, onEnd }, controller);
    },
    cancel: () => stop(),
  });
  const headers = {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  };
  return new Response(body, { headers });
}

/** Throws what the records would answer. */
async function mayHear({ caller, access }: EventStreamInput): Promise<boolean> {
  return caller.kind === 'agent' || mayUseLive(await access.reading(caller));
}

function run(
  input: EventStreamInput & { readonly onEnd: () => void },
  controller: ReadableStreamDefaultController<Uint8Array>,
): () => void {
  const { caller, feed, storage, clock, closing, onEnd } = input;
  const text = new TextEncoder();
  const send = (line: string): void => {
    if ((controller.desiredSize ?? 0) > -MOST_WAITING) controller.enqueue(text.encode(line));
  };
  const tell = (): void => send('event: change\ndata: {}\n\n');
  const paced = new Paced(tell, () => PACE * feed.size);
  let head: number | undefined;
  const beat = async (): Promise<void> => {
    const next = await storage.read(caller.tenant).head();
    if (stopped) return;
    send(': beat\n\n');
    if (head !== undefined && next !== head) paced.call();
    head = next;
    await review();
  };
  const review = async (): Promise<void> => {
    if (await mayHear(input).catch(() => false)) return;
    send('event: over\ndata: {}\n\n');
    finish();
  };
  let stopped = false;
  const unsubscribe = feed.subscribe((tenant, sessionIds) => {
    if (tenant !== caller.tenant) return;
    if (caller.kind === 'agent') return paced.call();
    if (!sessionIds.has(caller.sessionId)) return;
    tell();
    void review();
  });
  const onBeat = (): void => void beat().catch(finish);
  const beats = setInterval(onBeat, BEAT);
  const expiry = setTimeout(finish, Math.min(caller.expiresAt * 1000 - clock(), 2 ** 31 - 1));
  const stay = closing.onClose(finish);
  function stop(): void {
    stopped = true;
    paced.stop();
    onEnd();
    unsubscribe();
    clearInterval(beats);
    clearTimeout(expiry);
    stay();
  }
  function finish(): void {
    if (stopped) return;
    stop();
    try {
      controller.close();
    } catch {
      // Broken from the other side a moment before.
    }
  }
  send('event: open\ndata: {}\n\n');
  onBeat();
  return stop;
}
