import { local } from '../../../../plugins/local/index.js';
import { cameraFeed, framesOf } from '../../../../src/live/tracking/capture/camera-feed.js';
import { StreamCapture } from '../../../../src/live/tracking/capture/stream-capture.js';
import { FrameClocks } from '../../../../src/live/tracking/frames/frame-clocks.js';
import { FrameRing } from '../../../../src/live/tracking/frames/frame-ring.js';
import { ShownFrames } from '../../../../src/live/tracking/frames/shown-frames.js';
import type { LivePeer, LiveRoom } from '../../../../src/ports/live-port.js';
import { Value } from '../../../../src/ports/value.js';
import { GrantOffice } from '../../../support/grants.js';
import { until } from '../../../support/until.js';
import { numberedCamera } from './numbered-camera.js';

/** Two people in one page: Tomas shows a camera whose frames carry their numbers, and Lena watches. */
export class Call {
  readonly tomas: LiveRoom;
  readonly lena: LiveRoom;
  readonly clocks = new FrameClocks();
  readonly ring = new FrameRing();
  readonly video = document.createElement('video');
  /** Pictures that were shown so far. */
  readonly count = new Value(0);
  readonly #cleanups: (() => unknown)[] = [];

  private constructor(tomas: LiveRoom, lena: LiveRoom) {
    this.tomas = tomas;
    this.lena = lena;
  }

  static async open(): Promise<Call> {
    const office = new GrantOffice();
    const tomas = await join(office, 'Tomas');
    return new Call(tomas, await join(office, 'Lena'));
  }

  /** Lena as Tomas sees her, and the other way round, once both see the other. */
  async peers(): Promise<{ lena: LivePeer; tomas: LivePeer }> {
    const [atTomas] = await until(this.tomas.peers, ([one]) => one?.link === 'connected');
    const [atLena] = await until(this.lena.peers, ([one]) => one?.link === 'connected');
    return { lena: atTomas!, tomas: atLena! };
  }

  /** Begins to send, and to note what goes out; each frame that is looked at is named in a lossy message. */
  film(to: LivePeer): void {
    const { track, stop } = numberedCamera();
    const capture = new StreamCapture(framesOf(cameraFeed(track)!.feed), {
      onFrame: ({ luma, time }) => {
        this.ring.put(time, luma);
        this.tomas.send(new Uint8Array(Float64Array.of(time).buffer), { reliable: false });
      },
      onRead: (time, at) => this.clocks.captured(time, at),
    });
    this.#cleanups.push(() => capture.close(), stop);
    this.tomas.onSent?.('camera', (frames) => this.clocks.sent(frames));
    this.tomas.publish(track, 'camera');
    this.tomas.admit(to.id);
  }

  async watch(): Promise<ShownFrames> {
    const { video } = this;
    const [peer] = await until(this.lena.peers, ([one]) => one?.tracks.has('camera') === true);
    video.muted = true;
    video.srcObject = new MediaStream([peer!.tracks.get('camera')!]);
    document.body.append(video);
    const shown = new ShownFrames(video, () => this.count.set(this.count.value + 1));
    this.#cleanups.push(
      () => shown.close(),
      () => video.remove(),
    );
    await video.play();
    return shown;
  }

  async close(): Promise<void> {
    for (const cleanup of this.#cleanups) cleanup();
    await Promise.all([this.tomas.leave(), this.lena.leave()]);
  }
}

async function join(office: GrantOffice, name: string): Promise<LiveRoom> {
  const { grant, key } = await office.grant({ name });
  const { signal } = new AbortController();
  const port = await local().start({ signal, onDispose: () => undefined });
  return port.join(grant, { signal, key, timed: true, renew: () => Promise.resolve(grant) });
}
