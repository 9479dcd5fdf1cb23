import type { LinkStats, ReceivedTiming } from '../../../ports/live-port.js';
import { timeAt, type FrameClock } from './frame-clock.js';
import { LatencyFloor } from './latency-floor.js';
import type { PictureLabel } from './picture-label.js';
import { rtpBetween } from './rtp-time.js';

/** When a shown picture was captured, in ms on the sender's capture clock, and by which evidence. */
export interface FrameTime {
  readonly time: number;
  readonly by: Evidence;
}

/**
 * - `rtp`: its RTP timestamp, by the sender's clock.
 * - `sync`: its RTP timestamp, by the capture time that came with the newest frame (abs-capture-time).
 * - `capture`: the capture time that our browser estimates from the sender's reports.
 * - `beacon`: when it came, against messages that name the frame of their moment.
 */
export type Evidence = 'rtp' | 'sync' | 'capture' | 'beacon';

/**
 * How far from a frame's own capture time each may be for the nearest frame to be meant, in ms. Measured through calls in
 * Chromium, on a machine at its limit: `rtp` within 2 of the truth, `sync` within 8 and `capture` within 18, both early by
 * what the sender's page was late to read its camera. A beacon knows no single frame.
 */
export const TOLERANCE: Readonly<Record<Evidence, number>> = { rtp: 3, sync: 12, capture: 20, beacon: 60 };

export interface FrameTimesOptions {
  /** What `LiveRoom.received` says now. */
  received?(): ReceivedTiming | undefined;
  /** Unix time of the page's clock at 0, in ms. */
  readonly timeOrigin?: number;
}

/** In ms: for how long the fastest of many counts. */
const FLOOR = 30_000;
/** Farther than this from what the beacons say, evidence is of another stream or time, in ms. */
const PLAUSIBLE = 2_000;
/**
 * By how much the RTP timestamp's time may be before and after the one that came with the frames for both to be of one
 * frame, in ms: the latter is early by what the sender was late to read its camera.
 */
const SAME_FRAME = { before: 8, after: 16 } as const;
/** Reports on the sender's clock before they are believed: the first alone was seen 200 ms late on a busy machine. */
const REPORTS = 3;
/** A label and the newest frame of its stream are closer than this, in ms. */
const SAME_STREAM = 10_000;

/**
 * The viewer's side: when the pictures of one peer were captured. Takes what comes from the peer and the browser as it
 * comes, and for each picture the best evidence that there is.
 */
export class FrameTimes {
  readonly #received: () => ReceivedTiming | undefined;
  readonly #timeOrigin: number;
  readonly #clockAhead = new LatencyFloor(FLOOR);
  readonly #roundTrip = new LatencyFloor(FLOOR);
  readonly #lateness = new LatencyFloor(FLOOR);
  #clock: FrameClock | undefined;
  #wall: number | undefined;
  #bufferDelay = 0;
  #reports = 0;
  #lastReport: number | undefined;

  constructor({ received = () => undefined, timeOrigin = performance.timeOrigin }: FrameTimesOptions = {}) {
    this.#received = received;
    this.#timeOrigin = timeOrigin;
  }

  /** The sender's newest. */
  takeClock(clock: FrameClock): void {
    if (![clock.rtp, clock.time, clock.wall ?? 0].every(Number.isFinite)) return;
    this.#clock = clock;
    if (clock.wall !== undefined) this.#wall = clock.wall;
  }

  /** From a sender who knows the time, but not the RTP timestamps: Unix time = capture time + this, in ms. */
  takeWall(wall: number): void {
    if (Number.isFinite(wall)) this.#wall = wall;
  }

  /** What `LiveRoom.stats` says, and when it did (ms of the page's clock). */
  takeStats({ clockAhead, roundTrip, bufferDelay }: LinkStats, at: number): void {
    if (clockAhead !== undefined && clockAhead !== this.#lastReport) {
      this.#lastReport = clockAhead;
      this.#reports++;
      this.#clockAhead.add(clockAhead, at);
    }
    if (roundTrip !== undefined) this.#roundTrip.add(roundTrip, at);
    if (bufferDelay !== undefined) this.#bufferDelay = bufferDelay;
  }

  /** A message about the sender's frame of this capture time came at this time of the page's clock. */
  takeBeacon(time: number, at: number): void {
    this.#lateness.add(at - time, at);
  }

  /** Undefined where nothing is known of this picture. */
  timeOf(label: PictureLabel): FrameTime | undefined {
    const beacon = this.#byBeacon(label);
    const timing = this.#received();
    const sync = plausible(this.#bySync(label, timing), beacon);
    const rtp = plausible(this.#byRtp(label, timing), beacon);
    if (rtp !== undefined && isSameFrame(rtp, sync ?? rtp)) return { time: rtp, by: 'rtp' };
    if (sync !== undefined) return { time: sync, by: 'sync' };
    const capture = plausible(this.#byCapture(label), beacon);
    if (capture !== undefined) return { time: capture, by: 'capture' };
    return beacon === undefined ? undefined : { time: beacon, by: 'beacon' };
  }

  #byRtp({ rtpTimestamp }: PictureLabel, timing: ReceivedTiming | undefined): number | undefined {
    if (!this.#clock || rtpTimestamp === undefined) return undefined;
    if (timing && !isOfStream(timing, this.#clock.synchronizationSource, rtpTimestamp)) return undefined;
    return timeAt(this.#clock, rtpTimestamp);
  }

  #bySync({ rtpTimestamp }: PictureLabel, timing: ReceivedTiming | undefined): number | undefined {
    if (timing?.captureTimestamp === undefined || rtpTimestamp === undefined) return undefined;
    if (this.#wall === undefined || !isOfStream(timing, timing.synchronizationSource, rtpTimestamp))
      return undefined;
    return timeAt({ rtp: timing.rtpTimestamp, time: timing.captureTimestamp - this.#wall }, rtpTimestamp);
  }

  /** Reports take half a round trip to come, by which the fastest of them makes our clock seem too far ahead. */
  #byCapture({ captureTime }: PictureLabel): number | undefined {
    const { value: ahead } = this.#clockAhead;
    if (this.#reports < REPORTS) return undefined;
    if (captureTime === undefined || ahead === undefined || this.#wall === undefined) return undefined;
    const skew = ahead - (this.#roundTrip.value ?? 0) / 2;
    return this.#timeOrigin + captureTime - skew - this.#wall;
  }

  /** A picture and a message about it take the same time to come, the fastest of each. */
  #byBeacon({ receiveTime, shownAt }: PictureLabel): number | undefined {
    const { value: lateness } = this.#lateness;
    return lateness === undefined ? undefined : (receiveTime ?? shownAt - this.#bufferDelay) - lateness;
  }
}

const plausible = (time: number | undefined, beacon: number | undefined): number | undefined =>
  time !== undefined && Math.abs(time - (beacon ?? time)) > PLAUSIBLE ? undefined : time;

/**
 * A clock that was found blind may be wrong by whole frames, which a steady camera does not show; what the frames
 * themselves carry cannot.
 */
const isSameFrame = (rtp: number, sync: number): boolean =>
  rtp - sync > -SAME_FRAME.before && rtp - sync < SAME_FRAME.after;

const isOfStream = (timing: ReceivedTiming, source: number, rtpTimestamp: number): boolean =>
  timing.synchronizationSource === source &&
  Math.abs(rtpBetween(timing.rtpTimestamp, rtpTimestamp)) < SAME_STREAM;
