import { framesOf, type CameraFeed } from '../capture/camera-feed.js';
import { StreamCapture } from '../capture/stream-capture.js';
import type { LumaCapture } from '../capture/luma-capture.js';
import { LumaReader } from '../capture/luma-reader.js';
import { FrameRing } from '../frames/frame-ring.js';
import type { Luma } from '../luma.js';
import { Tracker } from '../tracker.js';
import { Effort } from './effort.js';
import { Engine } from './engine.js';
import type { FromWorker, ToWorker } from './messages.js';

/** What this file needs of a worker's global scope; the page's types are not a worker's. */
interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

/** Longer side of a still's picture at most, in pixels. */
const STILL_SIDE = 640;

/** The worker: reads the camera's frames and follows the marks on them. */
class TrackingWorker {
  readonly #engine = new Engine({ tracker: new Tracker(), ring: new FrameRing() });
  readonly #effort = new Effort();
  readonly #reader = new LumaReader();
  #capture: LumaCapture | undefined;

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'look':
        return this.#look(message.feed);
      case 'frame':
        return this.#frame(message.luma, message.time);
      case 'rest':
        return this.#rest();
      case 'still':
        return this.#still(message);
      case 'follow':
        return this.#engine.follow(message.id, message.still, message.region);
      case 'turned':
        return this.#engine.turned(message.rate, message.at);
      case 'forget':
        return this.#engine.forget(message.id);
    }
  }

  #look(feed: CameraFeed): void {
    this.#rest();
    try {
      this.#capture = new StreamCapture(framesOf(feed), {
        side: this.#effort.side,
        onRead: (time, at) => scope.postMessage({ kind: 'raw', raw: { time, at } }),
        onFrame: ({ luma, time }) => this.#frame(luma, time),
      });
    } catch {
      scope.postMessage({ kind: 'blind' });
    }
  }

  #rest(): void {
    this.#capture?.close();
    this.#capture = undefined;
  }

  /** A frame takes as long as it takes; if that is too long, less of the next ones is looked at. */
  #frame(luma: Luma, time: number): void {
    if (!this.#effort.next()) return;
    const start = performance.now();
    const report = this.#engine.frame(luma, time);
    // Looking for what is lost takes longer, and nobody sees a mark that could be late.
    if (report?.marks.some(([, state]) => state !== 'lost')) this.#effort.spent(performance.now() - start);
    this.#capture?.setSide(this.#effort.side);
    if (report) scope.postMessage({ kind: 'report', report });
  }

  #still({ id, time, by, kept, picture }: Extract<ToWorker, { kind: 'still' }>): void {
    const luma = picture && this.#reader.draw(picture, picture.width, picture.height, STILL_SIDE);
    picture?.close();
    this.#engine.still({
      id,
      ...(time !== undefined && { time }),
      ...(by && { by }),
      ...(kept !== undefined && { kept }),
      ...(luma && { picture: luma }),
    });
  }
}

const worker = new TrackingWorker();
scope.onmessage = ({ data }) => worker.receive(data);
// The page waits for this word: a worker that does not run would hear nothing.
scope.postMessage({ kind: 'ready' });
