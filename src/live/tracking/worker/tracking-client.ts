import { cameraFeed } from '../capture/camera-feed.js';
import type { LumaCapture } from '../capture/luma-capture.js';
import { VideoCapture } from '../capture/video-capture.js';
import { startWorker, type StartOptions, type WorkerPlan } from '../../../host/worker.js';
import type { Unsubscribe } from '../../../ports/readable.js';
import { watchTurns } from '../gyroscope.js';
import type { Still } from '../still.js';
import { stillPicture } from '../still-picture.js';
import type { FromWorker, LumaMessage, MarkRegion, RawFrame, Report, ToWorker } from './messages.js';

export interface TrackingEvents {
  onReport(report: Report): void;
  /** Each frame that the camera gave. */
  onRaw(raw: RawFrame): void;
}

/** The tracking worker, as the page sees it. */
export interface Tracking {
  /** Looks at this camera from now on; absent: at nothing. */
  look(track: MediaStreamTrack | undefined): void;
  still(still: Still): void;
  follow(id: string, still: string, region: MarkRegion): void;
  forget(id: string): void;
  close(): void;
}

const PLAN: WorkerPlan = {
  name: 'tracking-worker',
  address: (Worker) => new Worker(new URL('./tracking-worker.js', import.meta.url), { type: 'module' }),
  text: async () => (await import('./tracking-worker.js?text')).default,
};

/** Starts the worker. Rejects where the page can run none. */
export const openTracking = async (events: TrackingEvents, options?: StartOptions): Promise<Tracking> =>
  new TrackingClient(await startWorker(PLAN, options), events);

class TrackingClient implements Tracking {
  readonly #worker: Worker;
  readonly #events: TrackingEvents;
  #track: MediaStreamTrack | undefined;
  #capture: LumaCapture | undefined;
  #unwatch: Unsubscribe | undefined;

  constructor(worker: Worker, events: TrackingEvents) {
    this.#worker = worker;
    this.#events = events;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
  }

  look(track: MediaStreamTrack | undefined): void {
    this.#rest();
    this.#track = track;
    if (!track) return this.#tell({ kind: 'rest' });
    this.#unwatch = watchTurns((rate, at) => this.#tell({ kind: 'turned', rate, at }));
    const given = cameraFeed(track);
    if (given) this.#tell({ kind: 'look', feed: given.feed }, given.transfer);
    else this.#readHere();
  }

  still(still: Still): void {
    const { id, time, by, kept } = still;
    void stillPicture(still).then((picture) => {
      const word: ToWorker = {
        kind: 'still',
        id,
        ...(time !== undefined && { time }),
        ...(by && { by }),
        ...(kept !== undefined && { kept }),
        ...(picture && { picture }),
      };
      this.#tell(word, picture ? [picture] : []);
    });
  }

  follow(id: string, still: string, region: MarkRegion): void {
    this.#tell({ kind: 'follow', id, still, region });
  }

  forget(id: string): void {
    this.#tell({ kind: 'forget', id });
  }

  close(): void {
    this.#rest();
    this.#worker.terminate();
  }

  #rest(): void {
    this.#capture?.close();
    this.#unwatch?.();
    this.#capture = this.#unwatch = undefined;
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'report') return this.#events.onReport(message.report);
    if (message.kind === 'raw') return this.#events.onRaw(message.raw);
    if (message.kind === 'blind') this.#readHere();
  }

  /** Where no camera can be handed over, the page reads the frames itself. */
  #readHere(): void {
    if (!this.#track || !('requestVideoFrameCallback' in HTMLVideoElement.prototype)) return;
    const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
    video.srcObject = new MediaStream([this.#track]);
    video.play().catch(() => undefined);
    this.#capture = new VideoCapture(video, {
      onRead: (time, at) => this.#events.onRaw({ time, at }),
      onFrame: ({ luma, time }) => this.#tellLuma(luma as LumaMessage, time),
    });
  }

  #tellLuma(luma: LumaMessage, time: number): void {
    this.#tell({ kind: 'frame', time, luma }, [luma.data.buffer]);
  }

  #tell(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
