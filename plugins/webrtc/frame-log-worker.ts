import { FrameLog, type EncodedFrame, type LogEntry, type TapOptions } from './frame-log.js';

/** This scope, as far as it is used: the DOM's types and a worker's do not go together. */
interface Scope {
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  postMessage(message: readonly LogEntry[] | 'ready'): void;
}

interface Transformer {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly options: TapOptions;
}

const scope = self as unknown as Scope;

scope.onrtctransform = ({ transformer: { readable, writable, options } }) => {
  const log = new FrameLog(options, (entries) => scope.postMessage(entries));
  const tap = new TransformStream<EncodedFrame, EncodedFrame>({
    transform(frame, controller) {
      controller.enqueue(frame);
      log.add(frame);
    },
  });
  // Ends by an error when the connection is closed, which is the end of the matter.
  readable
    .pipeThrough(tap)
    .pipeTo(writable)
    .catch(() => undefined);
};

// Only a transform whose worker runs lets media through, so the page waits for this word.
scope.postMessage('ready');
