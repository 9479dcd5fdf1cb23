import { newId } from '../../src/domain.js';
import type { FrameRide } from './frame-ride.js';
import { MediaSlots } from './media-slots.js';
import { fingerprintOf, type Fingerprints } from './proof.js';
import type { Signal } from './signalling.js';

type Description = Extract<Signal, { kind: 'description' }>;
type Candidate = Extract<Signal, { kind: 'candidate' }>;

export interface ConnectionOptions {
  /** Absent at the end that offers first. */
  readonly id?: string;
  readonly iceServers: readonly RTCIceServer[];
  /** Gives way when both ends offer at once. */
  readonly polite: boolean;
  signal(signal: Signal): void;
  onText(text: string): void;
  onBytes(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void;
  onPing(): void;
  /** Another way for lossy messages. */
  readonly ride?: FrameRide;
  /** The transport's own word: `disconnected` may heal by itself, `failed` and `closed` will not. */
  onTransport(state: 'connected' | 'disconnected' | 'failed' | 'closed'): void;
}

/** Queue of the lossy channel, in bytes, over which new packets are dropped rather than made late: a few of the largest. */
const LOSSY_QUEUE = 4_096;
/** In ms: what has not left after this long waits for acknowledgements, not for its turn. */
const HELD_UP = 20;

/**
 * One RTCPeerConnection to one peer: perfect negotiation (https://www.w3.org/TR/webrtc/#perfect-negotiation-example),
 * two negotiated channels, fixed media sections. Text on a channel is the mesh's own, bytes are the application's.
 */
export class Connection {
  readonly id: string;
  readonly pc: RTCPeerConnection;
  readonly media: MediaSlots;
  /**
   * Once the reliable channel is open and both descriptions are settled, which come in any order: the certificates of
   * both ends; undefined where a description is not clear about one.
   */
  readonly opened: Promise<Fingerprints | undefined>;
  readonly #options: ConnectionOptions;
  readonly #reliable: RTCDataChannel;
  readonly #lossy: RTCDataChannel;
  readonly #remoteCandidates: RTCIceCandidateInit[] = [];
  #opened: (fingerprints: Fingerprints | undefined) => void = () => undefined;
  /** In ms on the page's clock: since when the lossy channel has not been empty. */
  #queuedSince = 0;
  #makingOffer = false;
  #ignoring = false;

  constructor(options: ConnectionOptions) {
    this.id = options.id ?? newId();
    this.#options = options;
    this.opened = new Promise((resolve) => (this.#opened = resolve));
    this.pc = new RTCPeerConnection({ iceServers: [...options.iceServers], bundlePolicy: 'max-bundle' });
    this.media = new MediaSlots(this.pc);
    this.#reliable = this.pc.createDataChannel('reliable', { negotiated: true, id: 0 });
    this.#lossy = this.pc.createDataChannel('lossy', {
      negotiated: true,
      id: 1,
      ordered: false,
      maxRetransmits: 0,
    });
    if (!options.id) {
      this.media.open();
      this.tap();
    }
    this.#listen(options);
  }

  async describe(description: Description): Promise<void> {
    const { pc } = this;
    const collision = description.type === 'offer' && (this.#makingOffer || pc.signalingState !== 'stable');
    this.#ignoring = collision && !this.#options.polite;
    if (this.#ignoring || this.#changesCertificate(description.sdp)) return;
    const first = !pc.currentRemoteDescription;
    await pc.setRemoteDescription({ type: description.type, sdp: description.sdp });
    if (description.type === 'offer' && first) {
      this.media.accept();
      this.tap();
    }
    for (const candidate of this.#remoteCandidates.splice(0)) await pc.addIceCandidate(candidate);
    if (description.type === 'offer') await this.#answer();
    this.#settle();
  }

  async #answer(): Promise<void> {
    await this.pc.setLocalDescription();
    this.#sendDescription();
  }

  #settle(): void {
    const { currentLocalDescription, currentRemoteDescription } = this.pc;
    if (this.#reliable.readyState !== 'open' || !currentLocalDescription || !currentRemoteDescription) return;
    const local = fingerprintOf(currentLocalDescription.sdp);
    const remote = fingerprintOf(currentRemoteDescription.sdp);
    this.#opened(local && remote ? { local, remote } : undefined);
  }

  async candidate({ candidate }: Candidate): Promise<void> {
    const init = Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined));
    if (!this.pc.remoteDescription) return void this.#remoteCandidates.push(init);
    // One bad path of several is no failure of the link.
    await this.pc.addIceCandidate(init).catch(() => undefined);
  }

  restart(): void {
    this.pc.restartIce();
  }

  sendText(message: object): void {
    if (this.#reliable.readyState === 'open') this.#reliable.send(JSON.stringify(message));
  }

  /** Follows the frames that go and come: from now on, where the browser takes that later than at once. */
  tap(): void {
    this.#options.ride?.tap(this.media);
  }

  send(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void {
    if (!reliable) return this.#sendLossy(bytes);
    if (this.#reliable.readyState === 'open') this.#reliable.send(bytes);
  }

  /** The lossy channel while it keeps up; what it holds up rides. */
  #sendLossy(bytes: Uint8Array<ArrayBuffer>): void {
    const { readyState, bufferedAmount } = this.#lossy;
    const now = performance.now();
    if (bufferedAmount === 0) this.#queuedSince = now;
    if (readyState !== 'open' || (now - this.#queuedSince >= HELD_UP && this.#options.ride?.take(bytes)))
      return;
    if (bufferedAmount <= LOSSY_QUEUE) this.#lossy.send(bytes);
  }

  ping(): void {
    const { readyState, bufferedAmount } = this.#lossy;
    if (readyState === 'open' && bufferedAmount < LOSSY_QUEUE) this.#lossy.send('ping');
  }

  close(): void {
    this.pc.onconnectionstatechange = this.pc.onicecandidate = this.pc.onnegotiationneeded = null;
    for (const channel of [this.#reliable, this.#lossy])
      channel.onopen = channel.onmessage = channel.onclose = null;
    this.pc.close();
    this.#options.ride?.close();
  }

  /** A renewed description may bring new paths, never another partner. */
  #changesCertificate(sdp: string): boolean {
    const known = fingerprintOf(this.pc.currentRemoteDescription?.sdp);
    return known !== undefined && known !== fingerprintOf(sdp);
  }

  #listen({ onText, onBytes, onPing, onTransport, signal }: ConnectionOptions): void {
    const { pc } = this;
    pc.onnegotiationneeded = () => void this.#offer();
    pc.onicecandidate = ({ candidate }) => {
      if (candidate)
        signal({ kind: 'candidate', link: this.id, candidate: candidate.toJSON() as Candidate['candidate'] });
    };
    pc.onconnectionstatechange = () => {
      const state = pc.connectionState;
      if (state !== 'new' && state !== 'connecting') onTransport(state);
    };
    for (const [channel, reliable] of [
      [this.#reliable, true],
      [this.#lossy, false],
    ] as const) {
      channel.binaryType = 'arraybuffer';
      // The lossy channel follows; what would be sent on it before is dropped, which it bears.
      if (reliable) channel.onopen = () => this.#settle();
      channel.onclose = () => onTransport('closed');
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        onPing();
        if (data instanceof ArrayBuffer) onBytes(new Uint8Array(data), reliable);
        else if (reliable && typeof data === 'string') onText(data);
      };
    }
  }

  async #offer(): Promise<void> {
    // The answering end negotiates only after the first offer has come: its own channels ask for one too.
    if (this.#options.id && !this.pc.currentRemoteDescription) return;
    try {
      this.#makingOffer = true;
      await this.pc.setLocalDescription();
      this.#sendDescription();
    } catch {
      // Closed, or the other end's offer came first; the recovery of the link tries again.
    } finally {
      this.#makingOffer = false;
    }
  }

  #sendDescription(): void {
    const description = this.pc.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    this.#options.signal({
      kind: 'description',
      link: this.id,
      type: description.type,
      sdp: description.sdp,
    });
  }
}
