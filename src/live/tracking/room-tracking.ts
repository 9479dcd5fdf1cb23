import type { Annotation } from '../../domain/annotation.js';
import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import type { LocalMediaState } from '../media/local-media.js';
import type { Exchange } from '../wire/exchange.js';
import type { Anchoring } from './anchoring.js';
import { FrameClocks } from './frames/frame-clocks.js';
import { AnchorKeeper } from './keeper.js';
import { OwnTimes } from './own-times.js';
import { ShownTimes } from './shown-times.js';
import type { RawFrame } from './worker/messages.js';

export interface RoomTrackingOptions {
  readonly live: LiveRoom;
  readonly selfId: string;
  readonly marks: Readable<readonly Annotation[]>;
  readonly anchoring: Anchoring;
  readonly media: Readable<LocalMediaState>;
  readonly exchange: Pick<Exchange, 'hint' | 'tell'>;
  readonly workers: string | undefined;
}

/** In ms: clocks drift slowly, and a newcomer waits no longer than this for one. */
const CLOCK_EVERY = 500;

/** Ties tracking to a room: our own camera's marks are kept in place, and everybody learns when its frames were captured. */
export class RoomTracking {
  readonly #options: RoomTrackingOptions;
  readonly #clocks = new FrameClocks();
  readonly #own = new OwnTimes();
  readonly #shown: ShownTimes;
  readonly #keeper: AnchorKeeper;
  readonly #stops: Unsubscribe[];
  #unsent: Unsubscribe | undefined;
  #toldAt = -Infinity;

  constructor(options: RoomTrackingOptions) {
    this.#options = options;
    const { live, selfId, anchoring } = options;
    this.#shown = new ShownTimes(live, anchoring);
    this.#keeper = new AnchorKeeper({
      ...options,
      broadcast: (poses) => options.exchange.hint({ kind: 'poses', poses }),
      onRaw: (raw) => this.#captured(raw),
    });
    anchoring.surface(selfId).times = this.#own;
    this.#stops = [
      anchoring.onAim((surface) => {
        if (surface === selfId) this.#keeper.ready();
      }),
    ];
  }

  /** After each change of the peers. */
  refresh(peers: readonly LivePeer[]): void {
    this.#shown.refresh(peers);
  }

  stop(): void {
    this.#keeper.stop();
    this.#shown.stop();
    this.#unsent?.();
    for (const stop of this.#stops) stop();
    this.#options.anchoring.surface(this.#options.selfId).times = undefined;
  }

  #captured(raw: RawFrame): void {
    const { live } = this.#options;
    this.#unsent ??= live.onSent?.('camera', (frames) => this.#clocks.sent(frames));
    this.#clocks.captured(raw.time, raw.at);
    this.#own.captured(raw);
    if (raw.at - this.#toldAt < CLOCK_EVERY) return;
    this.#toldAt = raw.at;
    for (const { id } of live.peers.value) this.#tellClock(id);
  }

  #tellClock(peerId: string): void {
    const { wall } = this.#clocks;
    const clock = this.#clocks.of(peerId) ?? (wall === undefined ? undefined : { wall });
    if (clock) this.#options.exchange.tell({ kind: 'clock', clock }, peerId);
  }
}
