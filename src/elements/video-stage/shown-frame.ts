import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PictureLabel } from '../../live/tracking/frames/picture-label.js';
import { ShownFrames } from '../../live/tracking/frames/shown-frames.js';

export interface ShownFrameOptions {
  video(): HTMLVideoElement | null;
  /** Somebody may want to know which picture is shown. */
  isWanted(): boolean;
  /** Something on the picture moves with it: the host is updated with each. */
  isFollowed(): boolean;
}

/** The label of the picture that a video shows; costs nothing while nobody wants it. */
export class ShownFrame implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ShownFrameOptions;
  #frames: ShownFrames | undefined;
  #tick: number | undefined;

  constructor(host: ReactiveControllerHost, options: ShownFrameOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Undefined where the browser says nothing of its pictures. */
  get label(): PictureLabel | undefined {
    return this.#frames?.label;
  }

  hostUpdated(): void {
    if (this.#options.isWanted()) this.#start();
    else this.#stop();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #start(): void {
    const video = this.#options.video();
    if (this.#frames || this.#tick !== undefined || !video) return;
    if ('requestVideoFrameCallback' in video) this.#frames = new ShownFrames(video, () => this.#update());
    else this.#follow();
  }

  /** Without the video's own callback: with each picture of the screen. */
  #follow(): void {
    this.#tick = requestAnimationFrame(() => {
      this.#follow();
      this.#update();
    });
  }

  #update(): void {
    if (this.#options.isFollowed()) this.#host.requestUpdate();
  }

  #stop(): void {
    this.#frames?.close();
    this.#frames = undefined;
    if (this.#tick !== undefined) cancelAnimationFrame(this.#tick);
    this.#tick = undefined;
  }
}
