import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ShownFrames } from '../../live/tracking/frames/shown-frames.js';
import type { PictureLabel } from '../../live/tracking/frames/picture-label.js';
import type { Surface } from '../../live/tracking/surface.js';
import type { Unsubscribe } from '../../ports/readable.js';
import { Painter } from './painter.js';

export interface ShownPictureOptions {
  video(): HTMLVideoElement | null;
  /** What is known of the marks on this video; absent: nobody tracks it. */
  surface(): Surface | undefined;
  /** Somebody may want to know which picture is shown. */
  isWanted(): boolean;
  /** Marks move with the picture. */
  isFollowed(): boolean;
}

/** Which picture a stage shows, and when it was captured; an update of the host with each. Costs nothing while nobody wants it. */
export class ShownPicture implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ShownPictureOptions;
  #frames: ShownFrames | undefined;
  #painter: Painter | undefined;
  #unlisten: Unsubscribe | undefined;
  #tick: number | undefined;

  constructor(host: ReactiveControllerHost, options: ShownPictureOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** What shows the picture in the video's place, if anything does. */
  get canvas(): HTMLCanvasElement | undefined {
    return this.#painter?.label && this.#painter.canvas;
  }

  /** Undefined where the browser says nothing of its pictures. */
  get label(): PictureLabel | undefined {
    return this.#painter?.label ?? this.#frames?.label;
  }

  hostUpdated(): void {
    if (this.#options.isWanted()) this.#start();
    else this.#stop();
    if (this.#options.isFollowed()) this.#paint();
    else this.#stopPainting();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#stopPainting();
  }

  #start(): void {
    const video = this.#options.video();
    if (this.#frames || this.#tick !== undefined || !video) return;
    if (!('requestVideoFrameCallback' in video)) return this.#follow();
    this.#frames = new ShownFrames(video, (label) => this.#shown(label));
  }

  #paint(): void {
    const surface = this.#options.surface();
    if (this.#painter || !surface || !Painter.isPossible) return;
    const painter = new Painter({
      video: () => this.#options.video(),
      timeOf: (label) => surface.times?.timeOf(label)?.time,
      known: () => surface.knownUntil,
      isTold: (time) => surface.log.isTold(time),
      onPainted: () => this.#host.requestUpdate(),
    });
    this.#painter = painter;
    this.#unlisten = surface.log.onNews(() => painter.settle());
  }

  #shown(label: PictureLabel): void {
    if (this.#painter) this.#painter.take(label);
    else if (this.#options.isFollowed()) this.#host.requestUpdate();
  }

  /** Without the video's own callback: with each picture of the screen. */
  #follow(): void {
    this.#tick = requestAnimationFrame(() => {
      this.#follow();
      if (this.#options.isFollowed()) this.#host.requestUpdate();
    });
  }

  #stop(): void {
    this.#frames?.close();
    this.#frames = undefined;
    if (this.#tick !== undefined) cancelAnimationFrame(this.#tick);
    this.#tick = undefined;
  }

  #stopPainting(): void {
    if (!this.#painter) return;
    this.#unlisten?.();
    this.#painter.stop();
    this.#painter = this.#unlisten = undefined;
    this.#host.requestUpdate();
  }
}
