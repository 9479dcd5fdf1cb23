import * as v from 'valibot';
import type { ReceivedTiming, TrackSource } from '../../src/plugin.js';
import { offerCaptureTime, receivedTiming } from './capture-time.js';

/** The fixed media sections of each connection, in this order, so that no track ever needs a new negotiation. */
const SLOTS: readonly (readonly [TrackSource, 'audio' | 'video'])[] = [
  ['microphone', 'audio'],
  ['camera', 'video'],
  ['screen', 'video'],
];

const Mid = v.optional(v.pipe(v.string(), v.maxLength(16)));

/** Says which transceiver (by its mid) carries which source now; what is not named is not sent. */
export const MediaMessage = v.object({
  kind: v.literal('media'),
  mids: v.object({ microphone: Mid, camera: Mid, screen: Mid }),
});
export type MediaMessage = v.InferOutput<typeof MediaMessage>;

/**
 * The transceivers of one connection. They are negotiated once, empty, and tracks come and go by `replaceTrack`:
 * the first picture after an admission needs no round trip, and the other end's tracks keep their identity.
 * https://www.w3.org/TR/webrtc/#advanced-peer-to-peer-example-with-warm-up
 */
export class MediaSlots {
  readonly #pc: RTCPeerConnection;
  readonly #wanted = new Map<TrackSource, MediaStreamTrack>();

  constructor(pc: RTCPeerConnection) {
    this.#pc = pc;
  }

  /** On the offering end, before the first offer. */
  open(): void {
    for (const [, kind] of SLOTS) {
      const transceiver = this.#pc.addTransceiver(kind, { direction: 'sendrecv' });
      if (kind === 'video') offerCaptureTime(transceiver);
    }
  }

  /** On the answering end, between the offer and the answer. */
  accept(): void {
    for (const transceiver of this.#pc.getTransceivers()) transceiver.direction = 'sendrecv';
    this.#fill();
  }

  /** What to send from now on: all of it. */
  set(tracks: ReadonlyMap<TrackSource, MediaStreamTrack>): void {
    this.#wanted.clear();
    for (const [source, track] of tracks) this.#wanted.set(source, track);
    this.#fill();
  }

  /** What the other end must know to tell our tracks apart; undefined until negotiated. */
  describe(): MediaMessage | undefined {
    const mids: Partial<Record<TrackSource, string>> = {};
    for (const [source, transceiver] of this.#slots()) {
      if (!transceiver.mid) return undefined;
      if (this.#wanted.has(source)) mids[source] = transceiver.mid;
    }
    return { kind: 'media', mids };
  }

  /** Their tracks, by what they said last; a mid of the wrong kind is left out. */
  received({ mids }: MediaMessage): Map<TrackSource, MediaStreamTrack> {
    const tracks = new Map<TrackSource, MediaStreamTrack>();
    for (const [source, kind] of SLOTS) {
      const mid = mids[source];
      const transceiver = mid && this.#pc.getTransceivers().find((one) => one.mid === mid);
      if (transceiver && transceiver.receiver.track.kind === kind)
        tracks.set(source, transceiver.receiver.track);
    }
    return tracks;
  }

  /** The sections for pictures. */
  video(): [TrackSource, RTCRtpTransceiver][] {
    return this.#slots().filter(([source]) => source !== 'microphone');
  }

  /** Of what they send from this source. */
  timing(source: TrackSource): ReceivedTiming | undefined {
    const slot = this.#slots().find(([one]) => one === source);
    return slot && receivedTiming(slot[1].receiver);
  }

  #fill(): void {
    for (const [source, { sender }] of this.#slots()) {
      const track = this.#wanted.get(source) ?? null;
      // A rejection means that the connection was closed meanwhile: nothing to send to.
      if (sender.track !== track) sender.replaceTrack(track).catch(() => undefined);
    }
  }

  #slots(): [TrackSource, RTCRtpTransceiver][] {
    const transceivers = this.#pc.getTransceivers();
    return SLOTS.flatMap(([source], index) => {
      const transceiver = transceivers[index];
      return transceiver ? [[source, transceiver] as [TrackSource, RTCRtpTransceiver]] : [];
    });
  }
}
