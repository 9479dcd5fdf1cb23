import { labelOf, type PictureLabel } from './picture-label.js';

/** A picture that stands still, and what is known of it. */
export interface FrozenPicture {
  readonly picture: VideoFrame | OffscreenCanvas;
  readonly label: PictureLabel;
  /** The label is certainly that of this picture. If not, the picture may be up to three frames newer than it. */
  readonly certain: boolean;
  /** To be called once the picture is not shown any more: browsers have few frames to spare. */
  close(): void;
}

/** Labels that are remembered, to add what a picture does not say of itself. */
const REMEMBERED = 16;
/** A callback later than this may find a newer picture in the element than the one that it speaks of, in ms. */
const LATE = 8;
/** Without a new picture for so long, in ms, the one that stands there is taken. */
const STILL = 250;

/** `VideoFrame.metadata()`, https://www.w3.org/TR/webcodecs-video-frame-metadata-registry/; not in every browser. */
interface LabelledFrame {
  metadata?(): { readonly rtpTimestamp?: number };
}

/**
 * The labels of the pictures that a video element shows. The element's callback and what is drawn from the element are
 * not of one moment: with a busy page two of three drawings were measured to be of a later frame than the callback said.
 * So a frozen picture is labelled by itself where the browser can do that.
 */
export class ShownFrames {
  readonly #video: HTMLVideoElement;
  readonly #onShown: (label: PictureLabel) => void;
  #labels: PictureLabel[] = [];
  #callback: number;

  constructor(video: HTMLVideoElement, onShown: (label: PictureLabel) => void = () => undefined) {
    this.#video = video;
    this.#onShown = onShown;
    this.#callback = video.requestVideoFrameCallback(this.#onFrame);
  }

  /** Of the newest picture. */
  get label(): PictureLabel | undefined {
    return this.#labels.at(-1);
  }

  /** The picture that is shown now. Rejects with an InvalidStateError while there is none. */
  async freeze(): Promise<FrozenPicture> {
    return this.#freezeFrame() ?? (await this.#draw());
  }

  close(): void {
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#labels = [];
  }

  #freezeFrame(): FrozenPicture | undefined {
    if (!('VideoFrame' in globalThis)) return undefined;
    const picture = new VideoFrame(this.#video);
    const rtpTimestamp = (picture as LabelledFrame).metadata?.().rtpTimestamp;
    if (rtpTimestamp === undefined) return void picture.close();
    const shown = this.#labels.find((label) => label.rtpTimestamp === rtpTimestamp);
    const label = shown ?? { rtpTimestamp, shownAt: performance.now() };
    return { picture, label, certain: true, close: () => picture.close() };
  }

  /** With the next picture, in the moment in which the browser tells of it. */
  #draw(): Promise<FrozenPicture> {
    return new Promise((resolve, reject) => {
      const video = this.#video;
      const take = (label: PictureLabel, certain: boolean): void => {
        clearTimeout(timer);
        video.cancelVideoFrameCallback(callback);
        const picture = drawn(video);
        if (!picture) return reject(new DOMException('the video shows no picture', 'InvalidStateError'));
        resolve({ picture, label, certain, close: () => undefined });
      };
      const callback = video.requestVideoFrameCallback((now, metadata) =>
        take(labelOf(metadata, now), performance.now() - now < LATE),
      );
      const timer = setTimeout(() => take(this.label ?? { shownAt: performance.now() }, false), STILL);
    });
  }

  readonly #onFrame: VideoFrameRequestCallback = (now, metadata) => {
    const label = labelOf(metadata, now);
    this.#labels = [...this.#labels.slice(1 - REMEMBERED), label];
    this.#callback = this.#video.requestVideoFrameCallback(this.#onFrame);
    this.#onShown(label);
  };
}

function drawn(video: HTMLVideoElement): OffscreenCanvas | undefined {
  if (video.videoWidth === 0) return undefined;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas;
}
