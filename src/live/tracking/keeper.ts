import type { Annotation } from '../../domain/annotation.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import type { LocalMediaState } from '../media/local-media.js';
import type { StartOptions } from '../../host/worker.js';
import { READY, type Anchoring } from './anchoring.js';
import { Follower } from './follower.js';
import { Pace } from './pace.js';
import { SILENCE } from './pose-log.js';
import { LONGEST_PACKET, POSES_PER_PACKET, type FrameWords, type Poses } from './poses.js';
import type { RawFrame, Report } from './worker/messages.js';
import type { Tracking, TrackingEvents } from './worker/tracking-client.js';

export interface KeeperOptions {
  /** Whose camera it is: ours. */
  readonly selfId: string;
  readonly marks: Readable<readonly Annotation[]>;
  readonly anchoring: Anchoring;
  readonly media: Readable<LocalMediaState>;
  /** To everybody, as fast as may be. */
  broadcast(poses: Poses): void;
  /** Each frame that the camera gave. */
  onRaw(raw: RawFrame): void;
  /** Where the page has its own copies of the workers, if it has. */
  readonly workers?: string | undefined;
  /** Opens the worker; by default the kit's own, loaded when it is first needed. */
  open?(events: TrackingEvents, options: StartOptions): Promise<Tracking>;
}

/** Of capture times, in ms: far less than any two frames are apart, in half the digits. */
const toTenths = (time: number): number => Math.round(time * 10) / 10;

/** One worker, from its start to its end. */
interface Run {
  readonly tracking: Promise<Tracking | undefined>;
  follower?: Follower;
  track?: MediaStreamTrack | undefined;
}

/**
 * Keeps the marks on our own picture in their places: runs the tracker while there are any, and tells everybody what it
 * finds. Nothing runs without a mark.
 */
export class AnchorKeeper {
  readonly #options: KeeperOptions;
  readonly #pace = new Pace();
  readonly #stops: Unsubscribe[];
  #run: Run | undefined;
  /** The frames before, each as it fitted into one packet; the newest first. */
  #earlier: readonly FrameWords[] = [];
  #ready: ReturnType<typeof setTimeout> | undefined;
  #excuse: ReturnType<typeof setInterval> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    const update = (): void => void this.#update();
    this.#stops = [
      options.marks.subscribe(update),
      options.anchoring.stills.all.subscribe(update),
      options.media.subscribe(update),
    ];
  }

  /** Somebody is about to draw: begins to keep frames, so that theirs is among them. */
  ready(): void {
    clearTimeout(this.#ready);
    this.#ready = setTimeout(() => {
      this.#ready = undefined;
      void this.#update();
    }, READY);
    void this.#update();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#ready);
    this.#ready = undefined;
    this.#rest();
  }

  get #marks(): readonly Annotation[] {
    const { marks, selfId } = this.#options;
    return marks.value.filter(({ surface, still }) => surface === selfId && still !== undefined);
  }

  async #update(): Promise<void> {
    if (this.#marks.length === 0 && this.#ready === undefined) return this.#rest();
    const run = (this.#run ??= { tracking: this.#open() });
    const tracking = await run.tracking;
    // It may have been let go meanwhile, and another begun.
    if (this.#run !== run) return;
    if (!tracking) return this.#cannot();
    const { camera } = this.#options.media.value;
    const track = camera.status === 'on' && !camera.muted ? camera.track : undefined;
    if (track !== run.track) tracking.look(track);
    run.track = track;
    run.follower ??= new Follower(tracking);
    run.follower.update(this.#marks, this.#options.anchoring.stills.all.value);
  }

  /** Undefined where this page can run no worker: the marks then say that they are not pinned. */
  async #open(): Promise<Tracking | undefined> {
    try {
      const open = this.#options.open ?? (await import('./worker/tracking-client.js')).openTracking;
      const events: TrackingEvents = {
        onReport: (report) => this.#tell(report),
        onRaw: (raw) => this.#options.onRaw(raw),
      };
      return await open(events, { workers: this.#options.workers });
    } catch {
      return undefined;
    }
  }

  /** Everybody sees why: their marks lie over the view, and not on the thing. Said again as long as there are any. */
  #cannot(): void {
    if (this.#marks.length === 0) return;
    this.#excuse ??= setInterval(() => this.#excuseOnce(), SILENCE / 2);
    this.#excuseOnce();
  }

  #excuseOnce(): void {
    this.#tell({ time: performance.timeOrigin + performance.now(), marks: [], hint: 'no-tracker' });
  }

  /** Everything here at once; to the others no more packets than the link bears. */
  #tell({ time, marks, hint }: Report): void {
    const { selfId, anchoring } = this.#options;
    const packets: Poses[] = [];
    for (let start = 0; start < Math.max(1, marks.length); start += POSES_PER_PACKET) {
      const part = marks.slice(start, start + POSES_PER_PACKET);
      packets.push({ surface: selfId, time: toTenths(time), marks: part, ...(hint && { hint }) });
    }
    for (const packet of packets) anchoring.surface(selfId).take(packet);
    const [only, ...others] = packets;
    if (this.#pace.take(packets.length, time))
      for (const packet of packets) this.#options.broadcast(this.#withEarlier(packet));
    const isWhole = only && others.length === 0 && marks.length > 0;
    this.#earlier = isWhole
      ? [{ time: only.time, marks: only.marks }, ...this.#earlier].slice(0, POSES_PER_PACKET)
      : [];
  }

  /** With as many frames as fit: packets that are lost cost nothing then. */
  #withEarlier(packet: Poses): Poses {
    const recent = this.#earlier.filter(({ time }) => time < packet.time && packet.time - time <= SILENCE);
    for (let count = recent.length; count > 0; count--) {
      const longer = { ...packet, earlier: recent.slice(0, count) };
      if (JSON.stringify(longer).length <= LONGEST_PACKET) return longer;
    }
    return packet;
  }

  #rest(): void {
    clearInterval(this.#excuse);
    this.#excuse = undefined;
    const run = this.#run;
    this.#run = undefined;
    void run?.tracking.then((tracking) => tracking?.close());
  }
}
