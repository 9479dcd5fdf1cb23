import type { Person } from '../../src/domain/session.js';
import { asNearhandError, type NearhandError } from '../../src/host/errors.js';
import type { LinkStats, TrackSource } from '../../src/ports/live-port.js';
import { Connection } from './connection.js';
import { readControl } from './control.js';
import { refused } from './errors.js';
import { iceServersOf } from './ice-servers.js';
import type { LinkEnd, LinkHost, LinkState } from './link-host.js';
import { Handshake } from './handshake.js';
import { Recovery, type Remedy } from './recovery.js';
import type { Signal } from './signalling.js';
import { StatsReader } from './stats.js';

/** In ms. Silence is heard before ICE notices; a short `disconnected` often heals by itself. */
const TIMES = {
  silence: 3_000,
  disconnected: 2_000,
  proof: 10_000,
  unanswered: 20_000,
  farewell: 1_000,
  lastWord: 100,
} as const;

/** Everything between us and one other join of the session: it outlives single connections. */
export class Link {
  readonly remoteId: string;
  readonly #host: LinkHost;
  readonly #recovery = new Recovery({ try: (remedy) => this.#try(remedy) });
  readonly #stats = new StatsReader();
  #connection: Connection | undefined;
  #handshake: Handshake | undefined;
  /** Where signals for them go; it changes when they had to take another id there. */
  #address: string;
  #person: Person | undefined;
  #state: LinkState = 'opening';
  #tracks: ReadonlyMap<TrackSource, MediaStreamTrack> = new Map();
  #admitted = false;
  #offersFirst: boolean;
  #goneSaid = false;
  #heardAt = performance.now();
  #since = performance.now();
  #work: Promise<unknown> = Promise.resolve();
  #signals: Promise<unknown> = Promise.resolve();
  #disconnected: ReturnType<typeof setTimeout> | undefined;
  #farewell: (() => void) | undefined;

  constructor(remoteId: string, host: LinkHost, offersFirst: boolean) {
    this.remoteId = remoteId;
    this.#address = remoteId;
    this.#host = host;
    this.#offersFirst = offersFirst;
    if (offersFirst) this.#recovery.start('rebuild');
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

  get #isUp(): boolean {
    return this.#handshake?.isUp === true;
  }

  get #polite(): boolean {
    return this.#host.selfId < this.remoteId;
  }

  /** One end alone brings a link back, so that two remedies never meet; the other end asks it to. */
  get #driving(): boolean {
    return this.#person ? !this.#polite : this.#offersFirst;
  }

  receive(signal: Signal): void {
    this.#signals = this.#signals.then(() => this.#handleSignal(signal)).catch(() => this.#lost('rebuild'));
  }

  admit(): void {
    if (this.#admitted) return;
    this.#admitted = true;
    this.refreshMedia();
  }

  /** Sends what the mesh publishes now, if this peer gets it at all. */
  refreshMedia(): void {
    if (!this.#admitted || this.#state !== 'connected') return;
    this.#connection?.media.set(this.#host.tracks());
    const media = this.#connection?.media.describe();
    if (media) this.#connection?.sendText(media);
  }

  send(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void {
    if (this.#isUp) this.#connection?.send(bytes, reliable);
  }

  /** Shows our renewed token to them. */
  renewed(): void {
    if (this.#person)
      this.#connection?.sendText({ kind: 'token', token: this.#host.credentials().grant.token });
  }

  /** Tells them our new id in the signalling; the link itself stands. */
  moveTo(id: string): void {
    this.#connection?.sendText({ kind: 'moved', id });
  }

  stats(): Promise<LinkStats> {
    return this.#connection ? this.#stats.read(this.#connection.pc) : Promise.resolve({});
  }

  /** Each second: `late` when the page itself was held up, so that silence proves nothing. */
  tick(late: boolean): void {
    const now = performance.now();
    if (late) this.#heardAt = now;
    this.#connection?.ping();
    if (this.#person && this.#handshake?.isExpired) return this.#refuse(refused('the token has expired'));
    if (this.#state === 'connected' && now - this.#heardAt > TIMES.silence) this.#lost('restart');
    if (this.#state === 'opening' && now - this.#since > TIMES.unanswered)
      this.#end({ status: 'unanswered' });
  }

  /** The signalling is back. */
  hurry(): void {
    this.#recovery.hurry();
  }

  /** Says good-bye, waits a moment for the answer, and closes. */
  async leave(): Promise<void> {
    if (this.#state === 'connected') {
      const answered = new Promise<void>((resolve) => (this.#farewell = resolve));
      this.#connection?.sendText({ kind: 'bye' });
      await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, TIMES.farewell))]);
    } else this.#host.signal(this.#address, { kind: 'gone' });
    this.close();
  }

  /** Good-bye without waiting: the page is going away, or they are to go. */
  dismiss(): void {
    if (this.#state === 'connected') this.#connection?.sendText({ kind: 'bye' });
    this.#host.signal(this.#address, { kind: 'gone' });
    this.close();
  }

  close(): void {
    this.#enter('closed');
    this.#recovery.stop();
    clearTimeout(this.#disconnected);
    this.#connection?.close();
    this.#connection = undefined;
    this.#tracks = new Map();
    this.#farewell?.();
  }

  async #handleSignal(signal: Signal): Promise<void> {
    if (this.#state === 'closed') return;
    if (signal.kind === 'gone') return this.#saidGone();
    if (signal.kind === 'recover') return this.#asked(signal.how);
    if (signal.kind === 'description' && signal.type === 'offer') this.#follow(signal.link);
    if (signal.link !== this.#connection?.id) return;
    if (signal.kind === 'candidate') return this.#connection.candidate(signal);
    return this.#connection.describe(signal);
  }

  /** The signalling alone cannot cut a link that works; once it is cut, its word is taken. */
  #saidGone(): void {
    this.#goneSaid = true;
    if (this.#state !== 'connected') this.#end({ status: 'bye' });
  }

  /** Takes the other end's new connection, unless our own goes first. */
  #follow(id: string): void {
    if (this.#connection?.id === id) return;
    const ours = this.#connection && this.#driving;
    if (ours && !this.#polite) return;
    this.#offersFirst = false;
    this.#connect(id);
  }

  #asked(how: Remedy): void {
    if (!this.#driving || !this.#person) return;
    this.#lost(how);
  }

  #connect(id?: string): void {
    this.#connection?.close();
    const connection: Connection = new Connection({
      ...(id && { id }),
      iceServers: iceServersOf(this.#host.credentials().grant),
      polite: this.#polite,
      signal: (signal) => this.#host.signal(this.#address, signal),
      onText: (text) => this.#current(connection) && this.#enqueue(() => this.#control(connection, text)),
      onBytes: (bytes, reliable) => this.#current(connection) && this.#bytes(connection, bytes, reliable),
      onPing: () => this.#current(connection) && this.#heard(),
      onTransport: (state) => this.#current(connection) && this.#transport(state),
    });
    this.#connection = connection;
    this.#work = Promise.resolve();
    this.#handshake = new Handshake({
      connection,
      before: this.#person,
      credentials: () => this.#host.credentials(),
      hasRoomFor: (personId) => this.#host.hasRoomFor(this, personId),
      onUp: ({ sub, name, role }) => {
        this.#person ??= { id: sub, name, role };
        this.#heardAt = performance.now();
        this.#recovered();
      },
    });
    this.#enqueue(() => this.#greet(connection));
  }

  #current(connection: Connection): boolean {
    return connection === this.#connection;
  }

  /** Proofs take their time; what arrives meanwhile waits its turn. */
  #enqueue(task: () => Promise<void>): void {
    const connection = this.#connection;
    this.#work = this.#work.then(task).catch((error: unknown) => {
      if (connection !== this.#connection) return;
      this.#refuse(asNearhandError(error, 'live/refused', 'peer refused: the proof failed'));
    });
  }

  async #greet(connection: Connection): Promise<void> {
    const handshake = this.#handshake;
    await handshake?.begin();
    setTimeout(() => {
      if (this.#current(connection) && !handshake?.isUp) this.#refuse(refused('no proof in time'));
    }, TIMES.proof);
  }

  async #control(connection: Connection, text: string): Promise<void> {
    const handshake = this.#handshake;
    if (!handshake || !this.#current(connection)) return;
    const message = readControl(text);
    if (!message) throw refused('spoke nonsense');
    const { kind } = message;
    if (kind === 'hello' || kind === 'proof' || kind === 'welcome') return handshake.take(message);
    if (!handshake.claims) throw refused('spoke before the proof');
    if (kind === 'full') return this.#end({ status: 'full' });
    if (kind === 'bye') return this.#saidBye(connection);
    if (kind === 'token') return handshake.renew(message.token);
    if (kind === 'moved') return this.#moved(message.id);
    this.#tracks = connection.media.received(message);
    this.#host.changed();
  }

  #saidBye(connection: Connection): void {
    if (!this.#farewell) connection.sendText({ kind: 'bye' });
    // Lets the answer leave before the connection is closed under it.
    setTimeout(() => this.#end({ status: 'bye' }), this.#farewell ? 0 : TIMES.lastWord);
  }

  #moved(id: string): void {
    if (this.#host.mayMove(this, id)) this.#address = id;
  }

  #bytes(connection: Connection, bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void {
    const deliver = (): void => {
      if (this.#current(connection) && this.#isUp) this.#host.message(this.remoteId, bytes, reliable);
    };
    if (this.#isUp) return deliver();
    if (reliable) this.#enqueue(async () => deliver());
  }

  #heard(): void {
    this.#heardAt = performance.now();
    const well = this.#isUp && this.#connection?.pc.connectionState === 'connected';
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
    if (this.#person || this.#offersFirst) this.#recovery.start(remedy);
  }

  #try(remedy: Remedy): void {
    if (!this.#driving) return this.#host.signal(this.#address, { kind: 'recover', how: remedy });
    if (remedy === 'restart' && this.#connection) return this.#connection.restart();
    this.#connect();
  }

  #refuse(error: NearhandError): void {
    this.#end({ status: 'refused', error });
  }

  #end(why: LinkEnd): void {
    if (this.#state === 'closed') return;
    if (why.status === 'refused') this.#host.signal(this.#address, { kind: 'gone' });
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
