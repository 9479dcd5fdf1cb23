import { labelOf, type PictureLabel } from './picture-label.js';

/** Tells the label of each picture that a video element shows, as the browser's callback has it. */
export class ShownFrames {
  readonly #video: HTMLVideoElement;
  readonly #onShown: (label: PictureLabel) => void;
  #label: PictureLabel | undefined;
  #callback: number;

  constructor(video: HTMLVideoElement, onShown: (label: PictureLabel) => void) {
    this.#video = video;
    this.#onShown = onShown;
    this.#callback = video.requestVideoFrameCallback(this.#onFrame);
  }

  /** Of the newest picture. */
  get label(): PictureLabel | undefined {
    return this.#label;
  }

  close(): void {
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#label = undefined;
  }

  readonly #onFrame: VideoFrameRequestCallback = (now, metadata) => {
    this.#label = labelOf(metadata, now);
    this.#callback = this.#video.requestVideoFrameCallback(this.#onFrame);
    this.#onShown(this.#label);
  };
}
