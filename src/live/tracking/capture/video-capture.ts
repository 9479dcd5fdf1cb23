import { sideOf, unixNow, type LumaCapture, type LumaCaptureOptions } from './luma-capture.js';
import type { Luma } from '../luma.js';
import { currentFrame } from '../frames/current-frame.js';
import { LumaReader } from './luma-reader.js';

/**
 * How much later than a camera frame's own way out of the camera the element's callback comes, in ms: measured in
 * Firefox 153, where the encoder's first word came 8.9 ms before this one's, against 5.5 ms after it.
 */
const CALLBACK_DELAY = 14;

/** Pictures from a video element that plays the camera, where the browser has no MediaStreamTrackProcessor. */
export class VideoCapture implements LumaCapture {
  readonly #options: LumaCaptureOptions;
  readonly #video: HTMLVideoElement;
  readonly #luma = new LumaReader();
  #side: number;
  #last = -Infinity;
  #callback: number;
  #busy = false;
  #closed = false;

  /** The element stays the caller's; it has to play, and need not be seen. */
  constructor(video: HTMLVideoElement, options: LumaCaptureOptions) {
    this.#video = video;
    this.#options = options;
    this.#side = sideOf(options);
    this.#callback = video.requestVideoFrameCallback(this.#onShown);
    video.addEventListener('ended', this.#onEnded);
  }

  setSide(side: number): void {
    this.#side = side;
  }

  close(): void {
    this.#closed = true;
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#video.removeEventListener('ended', this.#onEnded);
  }

  readonly #onShown: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    this.#callback = this.#video.requestVideoFrameCallback(this.#onShown);
    const time = mediaTime * 1_000;
    if (time === this.#last) return;
    this.#last = time;
    this.#options.onRead?.(time, unixNow() - CALLBACK_DELAY);
    // Later the element would show another picture, so what comes in between cannot wait.
    if (!this.#busy) void this.#work(time);
  };

  async #work(time: number): Promise<void> {
    this.#busy = true;
    try {
      const luma = await this.#read();
      if (luma && !this.#closed) await this.#options.onFrame({ luma, time });
    } catch {
      // The owner's failure, or a picture that went away: the next one is another try.
    }
    this.#busy = false;
  }

  /** The picture is taken before anything is waited for. */
  async #read(): Promise<Luma | undefined> {
    const { videoWidth, videoHeight } = this.#video;
    if (!('VideoFrame' in globalThis))
      return this.#luma.draw(this.#video, videoWidth, videoHeight, this.#side);
    const frame = currentFrame(this.#video);
    return frame && this.#luma.read(frame, this.#side).finally(() => frame.close());
  }

  readonly #onEnded = (): void => {
    this.close();
    this.#options.onEnd?.();
  };
}
