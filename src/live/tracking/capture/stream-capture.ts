import { sideOf, unixNow, type LumaCapture, type LumaCaptureOptions } from './luma-capture.js';
import { LumaReader } from './luma-reader.js';
import { NewestWins } from './newest-wins.js';

/** Pictures from a stream of camera frames, as a MediaStreamTrackProcessor gives them; runs in a page or a worker. */
export class StreamCapture implements LumaCapture {
  readonly #options: LumaCaptureOptions;
  readonly #stream: ReadableStreamDefaultReader<VideoFrame>;
  readonly #luma = new LumaReader();
  readonly #queue = new NewestWins<VideoFrame>(
    (frame) => this.#work(frame),
    (frame) => frame.close(),
  );
  #side: number;
  #last = -Infinity;
  #closed = false;

  constructor(frames: ReadableStream<VideoFrame>, options: LumaCaptureOptions) {
    this.#options = options;
    this.#side = sideOf(options);
    this.#stream = frames.getReader();
    void this.#read().then(() => this.#end());
  }

  setSide(side: number): void {
    this.#side = side;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.clear();
    this.#stream.cancel().catch(() => undefined);
  }

  /** Until the stream ends, by itself or by an error. */
  async #read(): Promise<void> {
    for (;;) {
      const { value: frame } = await this.#stream.read().catch(() => ({ value: undefined }));
      if (!frame) return;
      this.#take(frame);
    }
  }

  #take(frame: VideoFrame): void {
    const time = frame.timestamp / 1_000;
    // Some cameras give one frame twice.
    if (this.#closed || time === this.#last) return frame.close();
    this.#last = time;
    this.#options.onRead?.(time, unixNow());
    this.#queue.offer(frame);
  }

  async #work(frame: VideoFrame): Promise<void> {
    const time = frame.timestamp / 1_000;
    const luma = await this.#luma.read(frame, this.#side).finally(() => frame.close());
    if (luma && !this.#closed) await this.#options.onFrame({ luma, time });
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.onEnd?.();
  }
}
