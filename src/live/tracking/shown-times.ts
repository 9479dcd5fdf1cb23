import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { Anchoring } from './anchoring.js';
import { FrameTimes } from './frames/frame-times.js';
import type { Surface } from './surface.js';

/** In ms: how often the link's figures are asked for. */
const STATS_EVERY = 1_000;

interface Shown {
  readonly peerId: string;
  readonly surface: Surface;
  readonly times: FrameTimes;
  stop(): void;
}

/** When the pictures of each peer's camera were captured, for as long as the peer is there. */
export class ShownTimes {
  readonly #live: LiveRoom;
  readonly #anchoring: Anchoring;
  readonly #shown = new Map<string, Shown>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(live: LiveRoom, anchoring: Anchoring) {
    this.#live = live;
    this.#anchoring = anchoring;
    this.#timer = setInterval(() => void this.#askAll(), STATS_EVERY);
  }

  refresh(peers: readonly LivePeer[]): void {
    for (const [id, shown] of this.#shown) {
      if (peers.some((peer) => peer.id === id)) continue;
      shown.stop();
      this.#shown.delete(id);
    }
    for (const peer of peers) if (peer.tracks.has('camera')) this.#show(peer);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.refresh([]);
  }

  #show({ id, person }: LivePeer): void {
    if (this.#shown.has(id)) return;
    const surface = this.#anchoring.surface(person.id);
    const times = new FrameTimes({ received: () => this.#live.received?.(id, 'camera') });
    const stops = [
      surface.clock.subscribe((clock) => {
        if (!clock) return;
        const { synchronizationSource, rtp, time, wall } = clock;
        if (synchronizationSource !== undefined && rtp !== undefined && time !== undefined)
          times.takeClock({ synchronizationSource, rtp, time, ...(wall !== undefined && { wall }) });
        else if (wall !== undefined) times.takeWall(wall);
      }),
      surface.log.onNews((time) => times.takeBeacon(time, performance.now())),
    ];
    surface.times = times;
    this.#shown.set(id, {
      peerId: id,
      surface,
      times,
      stop() {
        for (const stop of stops) stop();
        if (surface.times === times) surface.times = undefined;
      },
    });
  }

  /** Only while marks are followed: figures of a link cost the browser something. */
  async #askAll(): Promise<void> {
    for (const { peerId, surface, times } of this.#shown.values()) {
      if (surface.states.value.size === 0) continue;
      const stats = await this.#live.stats(peerId).catch(() => undefined);
      if (stats) times.takeStats(stats, performance.now());
    }
  }
}
