import { FrameLog, type TapOptions } from './frame-log.js';
import { alight, Riders, type OpenFrame } from './riders.js';
import type { Boarding, TransformOptions, WorkerWord } from './tap-words.js';

/** This scope, as far as it is used: the DOM's types and a worker's do not go together. */
interface Scope {
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  onmessage: ((event: { data: Boarding }) => void) | null;
  postMessage(word: WorkerWord): void;
}

interface Transformer {
  readonly readable: ReadableStream<OpenFrame>;
  readonly writable: WritableStream<OpenFrame>;
  readonly options: TransformOptions;
}

/** What is done with each frame, just before and just after it goes on. */
interface Station {
  before(frame: OpenFrame): void;
  after?(frame: OpenFrame): void;
}

const scope = self as unknown as Scope;
/** By ride and source. */
const waiting = new Map<string, Riders>();
const keyOf = ({ ride, source }: Pick<TapOptions, 'ride' | 'source'>): string => `${ride} ${source}`;

scope.onrtctransform = ({ transformer: { readable, writable, options } }) => {
  const station = options.way === 'out' ? departure(options) : arrival(options);
  const tap = new TransformStream<OpenFrame, OpenFrame>({
    transform(frame, controller) {
      harmless(() => station.before(frame));
      controller.enqueue(frame);
      harmless(() => station.after?.(frame));
    },
  });
  // Ends by an error when the connection is closed, which is the end of the matter.
  readable
    .pipeThrough(tap)
    .pipeTo(writable)
    .catch(() => undefined)
    .finally(() => options.way === 'out' && waiting.delete(keyOf(options)));
};

scope.onmessage = ({ data }) => waiting.get(keyOf(data))?.add(data.message);

function departure(options: TapOptions): Station {
  const log = new FrameLog(options, (entries) => scope.postMessage({ kind: 'log', entries }));
  const riders = new Riders();
  waiting.set(keyOf(options), riders);
  return { before: (frame) => riders.board(frame), after: (frame) => log.add(frame) };
}

function arrival({ ride, source }: Pick<TapOptions, 'ride' | 'source'>): Station {
  let seen = false;
  return {
    before(frame) {
      const messages = alight(frame);
      if (!seen) scope.postMessage({ kind: 'strips', ride, source });
      seen = true;
      if (messages.length > 0) scope.postMessage({ kind: 'alighted', ride, messages });
    },
  };
}

/** Media goes on, whatever became of what rides on it. */
function harmless(task: () => void): void {
  try {
    task();
  } catch {
    // The frame is as it was.
  }
}

// Only a transform whose worker runs lets media through, so the page waits for this word.
scope.postMessage({ kind: 'ready' });
