import type { LiveClaims, Person } from '../../src/domain.js';
import type { LinkStats, NearhandError, ReceivedTiming, TrackSource } from '../../src/plugin.js';
import { Attempt, type PeerWord } from './attempt.js';
import { expired } from './errors.js';
import type { HostedLink, LinkEnd, LinkHost, LinkState } from './link-host.js';
import { Recovery, type Remedy } from './recovery.js';
import type { Signal } from './signalling.js';
import { StatsReader } from './stats.js';

/** In ms. Silence is heard before ICE notices; a short `disconnected` often heals by itself. */
const TIMES = {
  silence: 3_000,
  disconnected: 2_000,
  /** From the first try to a proved peer. */
  opening: 20_000,
  farewell: 1_000,
  lastWord: 100,
} as const;

/** Everything between us and one other join of the session: it outlives single connections. */
export class Link implements HostedLink {
  readonly remoteId: string;
  readonly #host: LinkHost;
  readonly #recovery = new Recovery({ try: (remedy) => this.#try(remedy) });
  readonly #stats = new StatsReader();
  #attempt: Attempt | undefined;
  /** Where signals for them go; it changes when they had to take another id there. */
  #address: string;
  #person: Person | undefined;
  #state: LinkState = 'opening';
  #tracks: ReadonlyMap<TrackSource, MediaStreamTrack> = new Map();
  #admitted = false;
  /**
   * One end alone makes new connections, so that two remedies never meet; the other asks it to. It is the one whose
   * offer was taken last: both ends know that, however far each has come with the proof.
   */
  #driving: boolean;
  #goneSaid = false;
  #heardAt = performance.now();
  #since = performance.now();
  #disconnected: ReturnType<typeof setTimeout> | undefined;
  #farewell: (() => void) | undefined;

  constructor(remoteId: string, host: LinkHost, calls: boolean) {
    this.remoteId = remoteId;
    this.#address = remoteId;
    this.#host = host;
    this.#driving = calls;
    if (calls) this.#recovery.start('rebuild');
  }

  get state(): LinkState {
    return this.#state;
  }

  /** In ms on the page's clock: when the present state began. */
  get since(): number {
    return this.#since;
  }

  /** Known once proved. */
  get person(): Person | undefined {
    return this.#person;
  }

  get admitted(): boolean {
    return this.#admitted;
  }

  get tracks(): ReadonlyMap<TrackSource, MediaStreamTrack> {
    return this.#tracks;
  }

  get #polite(): boolean {
    return this.#host.selfId < this.remoteId;
  }

  receive(signal: Signal): void {
    if (this.#state === 'closed') return;
    if (signal.kind === 'gone') return this.#saidGone();
    if (signal.kind === 'recover') return this.#asked(signal.how);
    if (signal.kind === 'description' && signal.type === 'offer') this.#follow(signal.link);
    if (signal.link === this.#attempt?.id) this.#attempt.take(signal);
  }

  admit(): void {
    if (this.#admitted) return;
    this.#admitted = true;
    this.refreshMedia();
  }

  /** Sends what the mesh publishes now, if this peer gets it at all. */
  refreshMedia(): void {
    const connection = this.#attempt?.connection;
    if (!this.#admitted || this.#state !== 'connected' || !connection) return;
    connection.media.set(this.#host.tracks());
    const media = connection.media.describe();
    if (media) connection.sendText(media);
  }

  send(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void {
    if (this.#attempt?.isUp) this.#attempt.connection.send(bytes, reliable);
  }

  /** Shows our renewed token to them; who is not proved yet, or away, gets it with the handshake. */
  renewed(): void {
    this.#say({ kind: 'token', token: this.#host.credentials().grant.token });
  }

  /** Tells them our new id in the signalling; the link itself stands. */
  moveTo(id: string): void {
    this.#say({ kind: 'moved', id });
  }

  stats(): Promise<LinkStats> {
    return this.#attempt ? this.#stats.read(this.#attempt.connection.pc) : Promise.resolve({});
  }

  received(source: TrackSource): ReceivedTiming | undefined {
    return this.#attempt?.connection.media.timing(source);
  }

  /** Follows the frames between us from now on. */
  tap(): void {
    this.#attempt?.connection.tap();
  }

  /** Each second: `late` when the page itself was held up, so that silence proves nothing. */
  tick(late: boolean): void {
    const now = performance.now();
    if (late) this.#heardAt = now;
    this.#attempt?.connection.ping();
    if (this.#attempt?.isExpired) return this.#failed(expired());
    if (this.#state === 'connected' && now - this.#heardAt > TIMES.silence) this.#lost('restart');
    if (this.#state === 'opening' && now - this.#since > TIMES.opening) this.#end({ status: 'unmet' });
  }

  /** The signalling is back. */
  hurry(): void {
    this.#recovery.hurry();
  }

  /** Says good-bye, waits a moment for the answer, and closes. */
  async leave(): Promise<void> {
    if (this.#state === 'connected') {
      const answered = new Promise<void>((resolve) => (this.#farewell = resolve));
      this.#say({ kind: 'bye' });
      await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, TIMES.farewell))]);
    } else this.#host.signal(this.#address, { kind: 'gone' });
    this.close();
  }

  /** Good-bye without waiting: the page is going away, or they are to go. */
  dismiss(): void {
    if (this.#state === 'connected') this.#say({ kind: 'bye' });
    this.#host.signal(this.#address, { kind: 'gone' });
    this.close();
  }

  close(): void {
    this.#enter('closed');
    this.#recovery.stop();
    clearTimeout(this.#disconnected);
    this.#attempt?.close();
    this.#attempt = undefined;
    this.#tracks = new Map();
    this.#farewell?.();
  }

  /** Before the proof nothing but the proof is said. */
  #say(word: PeerWord): void {
    if (this.#attempt?.isUp) this.#attempt.connection.sendText(word);
  }

  /** The signalling alone cannot cut a link that works; once it is cut, its word is taken. */
  #saidGone(): void {
    this.#goneSaid = true;
    if (this.#state !== 'connected') this.#end({ status: 'bye' });
  }

  /** Takes the other end's new connection, unless our own goes first. */
  #follow(id: string): void {
    if (this.#attempt?.id === id) return;
    if (this.#attempt && this.#driving && !this.#polite) return;
    this.#driving = false;
    this.#connect(id);
  }

  #asked(how: Remedy): void {
    if (this.#driving) this.#lost(how);
  }

  #connect(id?: string): void {
    this.#attempt?.close();
    this.#attempt = new Attempt({
      ...(id !== undefined && { id }),
      polite: this.#polite,
      before: this.#person,
      credentials: () => this.#host.credentials(),
      hasRoomFor: (personId) => this.#host.hasRoomFor(this, personId),
      signal: (signal) => this.#host.signal(this.#address, signal),
      onUp: (claims) => this.#up(claims),
      onWord: (word, claims) => this.#hear(word, claims),
      onBytes: (bytes, reliable) => this.#host.message(this.remoteId, bytes, reliable),
      ride: (options) => this.#host.ride({ ...options, peerId: this.remoteId }),
      onHeard: () => this.#heard(),
      onTransport: (state) => this.#transport(state),
      onFailed: (error) => this.#failed(error),
    });
  }

  #up({ sub, name, role }: LiveClaims): void {
    this.#person ??= { id: sub, name, role };
    this.#heardAt = performance.now();
    this.#recovered();
  }

  #hear(word: PeerWord, { sub, name, role }: LiveClaims): void {
    if (word.kind === 'full') return this.#end({ status: 'full', by: { id: sub, name, role } });
    if (word.kind === 'bye') return this.#saidBye();
    if (word.kind === 'moved') return this.#moved(word.id);
    if (word.kind !== 'media' || !this.#attempt) return;
    this.#tracks = this.#attempt.connection.media.received(word);
    this.#host.changed();
  }

  #saidBye(): void {
    if (!this.#farewell) this.#say({ kind: 'bye' });
    // Lets the answer leave before the connection is closed under it.
    setTimeout(() => this.#end({ status: 'bye' }), this.#farewell ? 0 : TIMES.lastWord);
  }

  #moved(id: string): void {
    if (this.#host.mayMove(this, id)) this.#address = id;
  }

  #heard(): void {
    this.#heardAt = performance.now();
    const well = this.#attempt?.isUp && this.#attempt.connection.pc.connectionState === 'connected';
    if (this.#state === 'reconnecting' && well) this.#recovered();
  }

  #recovered(): void {
    this.#recovery.stop();
    this.#enter('connected');
    this.refreshMedia();
  }

  #transport(state: 'connected' | 'disconnected' | 'failed' | 'closed'): void {
    clearTimeout(this.#disconnected);
    if (state === 'connected') return;
    if (state === 'closed') return this.#lost('rebuild');
    if (state === 'failed') return this.#lost('restart');
    this.#disconnected = setTimeout(() => this.#lost('restart'), TIMES.disconnected);
  }

  #lost(remedy: Remedy): void {
    if (this.#state === 'closed') return;
    if (this.#farewell) return this.close();
    if (this.#goneSaid) return this.#end({ status: 'bye' });
    if (this.#person) this.#enter('reconnecting');
    this.#recovery.start(remedy);
  }

  #try(remedy: Remedy): void {
    if (!this.#driving) return this.#host.signal(this.#address, { kind: 'recover', how: remedy });
    if (remedy === 'restart' && this.#attempt) return this.#attempt.connection.restart();
    this.#connect();
  }

  /** What may be otherwise next time (a broken attempt, no room, a token out of date) bars nobody. */
  #failed(error: NearhandError): void {
    if (error.code === 'live/failed') return this.#lost('rebuild');
    if (error.retryable) return this.#end({ status: 'unmet' });
    this.#host.signal(this.#address, { kind: 'gone' });
    this.#end({ status: 'refused', error });
  }

  #end(why: LinkEnd): void {
    if (this.#state === 'closed') return;
    this.close();
    this.#host.gone(this, why);
  }

  #enter(state: LinkState): void {
    if (this.#state === 'closed' || this.#state === state) return;
    this.#state = state;
    this.#since = performance.now();
    this.#host.changed();
  }
}
