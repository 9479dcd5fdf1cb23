import type { LiveClaims, Person } from '../../src/domain.js';
import type { Connection } from './connection.js';
import type { Control } from './control.js';
import { full, refused } from './errors.js';
import { isExpired, readLiveToken } from './live-token.js';
import { Proof, type Credentials } from './proof.js';

export type HandshakeMessage = Extract<Control, { kind: 'hello' | 'proof' | 'welcome' }>;

export interface HandshakeOptions {
  readonly connection: Connection;
  /** Whose link it was before; nobody else may take it over. */
  readonly before: Person | undefined;
  credentials(): Credentials;
  /** Is there room for this person? */
  hasRoomFor(personId: string): boolean;
  /** Both are proved and let in. */
  onUp(claims: LiveClaims): void;
}

/** In ms: to hear who is full, before the connection is closed. */
const FAREWELL = 1_000;

/** From an open connection to a proved peer: hello, proof, welcome, from both ends. Rejects where the peer is to be refused. */
export class Handshake {
  readonly #options: HandshakeOptions;
  #proof: Proof | undefined;
  #claims: LiveClaims | undefined;
  /** Our token, as they know it. */
  #shown: string | undefined;
  /** They let us in. */
  #welcomed = false;
  /** We let them in. */
  #welcoming = false;

  constructor(options: HandshakeOptions) {
    this.#options = options;
  }

  /** What they have proved. */
  get claims(): LiveClaims | undefined {
    return this.#claims;
  }

  get isUp(): boolean {
    return this.#welcomed && this.#welcoming;
  }

  get isExpired(): boolean {
    return this.#claims !== undefined && isExpired(this.#claims);
  }

  /** Waits for the connection, however long; then says hello. */
  async begin(): Promise<void> {
    const { connection, credentials } = this.#options;
    const fingerprints = await connection.opened;
    if (!fingerprints) throw refused('the connection has no certain certificate');
    this.#proof = new Proof(credentials(), fingerprints);
    const hello = await this.#proof.hello();
    this.#shown = hello.token;
    connection.sendText(hello);
  }

  async take(message: HandshakeMessage): Promise<void> {
    if (message.kind === 'proof') return this.#check(message.signature);
    if (message.kind === 'welcome') return this.#welcome();
    const answer = await this.#proof?.answer(message);
    if (answer) this.#options.connection.sendText(answer);
  }

  /** The same person's next token. */
  async renew(token: string): Promise<void> {
    const claims = await readLiveToken(token, this.#options.credentials().grant);
    const { sub, role, cnf } = this.#claims ?? {};
    const same = claims.sub === sub && claims.role === role && claims.cnf.jkt === cnf?.jkt;
    if (!same) throw refused('the next token is for somebody else, or bound to another key');
    this.#claims = claims;
  }

  async #check(signature: string): Promise<void> {
    const { before, connection, hasRoomFor } = this.#options;
    const claims = await this.#proof?.check(signature);
    if (!claims) throw refused('proof before hello');
    if (before && (before.id !== claims.sub || before.role !== claims.role))
      throw refused('turned into somebody else');
    this.#claims = claims;
    if (!hasRoomFor(claims.sub)) return this.#turnAway(connection);
    connection.sendText({ kind: 'welcome' });
    this.#welcoming = true;
    this.#settle();
  }

  /** They close at this word; if not, we do. */
  async #turnAway(connection: Connection): Promise<void> {
    connection.sendText({ kind: 'full' });
    await new Promise((resolve) => setTimeout(resolve, FAREWELL));
    throw full();
  }

  #welcome(): void {
    if (!this.#claims) throw refused('spoke before the proof');
    this.#welcomed = true;
    this.#settle();
  }

  #settle(): void {
    if (!this.isUp || !this.#claims) return;
    const { token } = this.#options.credentials().grant;
    // Renewed while the proof was under way.
    if (token !== this.#shown) this.#options.connection.sendText({ kind: 'token', token });
    this.#options.onUp(this.#claims);
  }
}
