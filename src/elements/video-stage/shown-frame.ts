import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FrameLabel } from '../../live/tracking/video-times.js';

/**
 * The label of the picture that a video shows, and an update of the host with each new one, so that what lies on the
 * picture moves with it. Runs only while it is `wanted`. https://wicg.github.io/video-rvfc/
 */
export class ShownFrame implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #video: () => HTMLVideoElement | null;
  readonly #wanted: () => boolean;
  #label: FrameLabel | undefined;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, video: () => HTMLVideoElement | null, wanted: () => boolean) {
    this.#host = host;
    this.#video = video;
    this.#wanted = wanted;
    host.addController(this);
  }

  /** Undefined where the browser says nothing of its pictures. */
  get label(): FrameLabel | undefined {
    return this.#label;
  }

  hostUpdated(): void {
    if (this.#wanted()) this.#start();
    else this.#stop();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #start(): void {
    const video = this.#video();
    if (this.#cancel || !video) return;
    if ('requestVideoFrameCallback' in video) this.#follow(video);
    else this.#tick();
  }

  #follow(video: HTMLVideoElement): void {
    const handle = video.requestVideoFrameCallback((_, { rtpTimestamp, captureTime, mediaTime }) => {
      this.#label = {
        mediaTime,
        ...(rtpTimestamp !== undefined && { rtpTimestamp }),
        ...(captureTime !== undefined && { captureTime }),
      };
      this.#follow(video);
      this.#host.requestUpdate();
    });
    this.#cancel = () => video.cancelVideoFrameCallback(handle);
  }

  /** Without the callback the newest word has to do, with each picture of the screen. */
  #tick(): void {
    const handle = requestAnimationFrame(() => {
      this.#tick();
      this.#host.requestUpdate();
    });
    this.#cancel = () => cancelAnimationFrame(handle);
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#label = undefined;
  }
}
