import type { LiveClaims, Person } from '../../src/domain.js';
import { isNearhandError, type NearhandError } from '../../src/plugin.js';
import { Connection } from './connection.js';
import { readControl, type Control } from './control.js';
import { linkFailed, refused } from './errors.js';
import type { FrameRide, RideOptions } from './frame-ride.js';
import { Handshake, type HandshakeMessage } from './handshake.js';
import { iceServersOf } from './ice-servers.js';
import type { Credentials } from './proof.js';
import type { Signal } from './signalling.js';

/** What a proved peer says on the mesh's own behalf. */
export type PeerWord = Exclude<Control, HandshakeMessage>;

export interface AttemptOptions {
  /** Of the other end's connection, which we answer; absent at the end that offers first. */
  readonly id?: string;
  readonly polite: boolean;
  /** Whose link it was before; nobody else may take it over. */
  readonly before: Person | undefined;
  credentials(): Credentials;
  hasRoomFor(personId: string): boolean;
  signal(signal: Signal): void;
  onUp(claims: LiveClaims): void;
  onWord(word: PeerWord, claims: LiveClaims): void;
  onBytes(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void;
  ride(options: Omit<RideOptions, 'peerId'>): FrameRide;
  /** They are alive. */
  onHeard(): void;
  onTransport(state: 'connected' | 'disconnected' | 'failed' | 'closed'): void;
  /** Not `retryable`: they are to be refused. Otherwise this attempt broke, and another may do. */
  onFailed(error: NearhandError): void;
}

/**
 * One try to bring a link up: a connection, and the handshake over it. What it has begun ends with it. A closed
 * connection never settles what was asked of it, so that nothing of one attempt may ever stand in the way of the next.
 */
export class Attempt {
  readonly connection: Connection;
  readonly #options: AttemptOptions;
  readonly #handshake: Handshake;
  readonly #ride: FrameRide;
  /** Signals in the order they came, and words in theirs: each may have to wait for the one before it. */
  #signals: Promise<unknown> = Promise.resolve();
  #words: Promise<unknown>;
  #closed = false;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#ride = options.ride({
      onStrips: () => this.#sayStrips(),
      onBytes: (bytes) => this.#rode(bytes),
    });
    this.connection = new Connection({
      ...(options.id !== undefined && { id: options.id }),
      iceServers: iceServersOf(options.credentials().grant),
      polite: options.polite,
      signal: (signal) => !this.#closed && options.signal(signal),
      onText: (text) => this.#enqueue(() => this.#hear(text)),
      onBytes: (bytes, reliable) => this.#bytes(bytes, reliable),
      ride: this.#ride,
      onPing: () => !this.#closed && options.onHeard(),
      onTransport: (state) => !this.#closed && options.onTransport(state),
    });
    this.#handshake = new Handshake({
      connection: this.connection,
      before: options.before,
      credentials: () => options.credentials(),
      hasRoomFor: (personId) => options.hasRoomFor(personId),
      onUp: (claims) => this.#up(claims),
    });
    this.#words = this.#guard(this.#handshake.begin());
  }

  get id(): string {
    return this.connection.id;
  }

  get isUp(): boolean {
    return !this.#closed && this.#handshake.isUp;
  }

  get isExpired(): boolean {
    return this.#handshake.isExpired;
  }

  /** Descriptions and candidates, one after the other. */
  take(signal: Extract<Signal, { link: string }>): void {
    this.#signals = this.#signals
      .then(() => this.#apply(signal))
      .catch((cause: unknown) => this.#fail(linkFailed('a signal was not taken', cause)));
  }

  close(): void {
    this.#closed = true;
    this.connection.close();
  }

  #apply(signal: Extract<Signal, { link: string }>): Promise<void> | undefined {
    if (this.#closed) return undefined;
    return signal.kind === 'candidate' ? this.connection.candidate(signal) : this.connection.describe(signal);
  }

  /** Proofs take their time; what arrives meanwhile waits its turn. */
  #enqueue(task: () => Promise<void> | void): void {
    this.#words = this.#words.then(() => (this.#closed ? undefined : this.#guard(task())));
  }

  /** What a browser could not do is nobody's fault: only a refusal by name turns a peer away. */
  #guard(task: Promise<void> | void): Promise<void> {
    return Promise.resolve(task).catch((error: unknown) =>
      this.#fail(isNearhandError(error) ? error : linkFailed('the handshake broke', error)),
    );
  }

  async #hear(text: string): Promise<void> {
    const message = readControl(text);
    if (!message) throw refused('spoke nonsense');
    const { kind } = message;
    if (kind === 'hello' || kind === 'proof' || kind === 'welcome') return this.#handshake.take(message);
    const { claims } = this.#handshake;
    if (!claims) throw refused('spoke before the proof');
    if (kind === 'token') return this.#handshake.renew(message.token);
    if (kind === 'strips') return this.#ride.strippedThere(message.sources);
    this.#options.onWord(message, claims);
  }

  #up(claims: LiveClaims): void {
    this.#sayStrips();
    this.#options.onUp(claims);
  }

  #sayStrips(): void {
    const sources = this.#ride.stripping;
    if (this.isUp && sources.length > 0) this.connection.sendText({ kind: 'strips', sources });
  }

  #rode(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#closed) this.#options.onHeard();
    this.#bytes(bytes, false);
  }

  #bytes(bytes: Uint8Array<ArrayBuffer>, reliable: boolean): void {
    if (this.isUp) return this.#options.onBytes(bytes, reliable);
    if (!reliable) return;
    this.#enqueue(() => {
      if (this.isUp) this.#options.onBytes(bytes, reliable);
    });
  }

  #fail(error: NearhandError): void {
    if (!this.#closed) this.#options.onFailed(error);
  }
}
