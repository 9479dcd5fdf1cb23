import type { Change } from '../../domain/change.js';
import { newId } from '../../domain/ids.js';
import type { LivePeer, LiveRoom } from '../../ports/live-port.js';
import type { AnnotationBoard } from '../annotations/board.js';
import { Allowance } from './allowance.js';
import type { Anchoring } from '../tracking/anchoring.js';
import { decode, encode, type LossyWord } from './codec.js';
import { Inbox } from './inbox.js';
import { Journal, type Numbered } from './journal.js';
import { LOSSY, type Control, type Entry, type Pointer } from './message.js';
import { Offences } from './offences.js';

/** Words of one peer that are not about the exchange itself. */
export type Notice = Extract<Control, { kind: 'admitted' | 'refused' | 'end' | 'leave' }>;

export interface ExchangeOptions {
  readonly live: LiveRoom;
  readonly board: AnnotationBoard;
  readonly anchoring: Anchoring;
  /** Is this peer let in, by our own knowledge? */
  trusts(peer: LivePeer): boolean;
  onNotice(peer: LivePeer, notice: Notice): void;
  onRow(peer: LivePeer, change: Change): void;
  onPointer(peer: LivePeer, pointer: Pointer): void;
  /** Another join has said hello; did it begin after ours? */
  onHello(peer: LivePeer, isLater: boolean): void;
  /** This peer sends too much nonsense. */
  onMisbehaved(peer: LivePeer): void;
}

/** What we know of one peer's end of the exchange. */
interface Partner {
  origin?: string;
  /** Up to which number they have ours; asked for while we did not trust them yet. */
  asked?: number;
  greeted: boolean;
}

/** In ms: a gap is asked about no more often than this. */
const ASK_AGAIN = 1_000;

/**
 * Keeps everybody's marks and chat in step over links that come and go. Each join numbers what it authors; after each
 * (re)connection both ends say up to where they have the other's numbers, and get the rest; newcomers get the state.
 */
export class Exchange {
  readonly origin = newId();
  readonly since = Date.now();
  readonly #options: ExchangeOptions;
  readonly #journal = new Journal();
  readonly #offences = new Offences();
  readonly #allowance = new Allowance();
  readonly #turnedAway = new Set<string>();
  readonly #partners = new Map<string, Partner>();
  /** By proved person and origin: what somebody calls their sequence says nothing about anybody else's. */
  readonly #inboxes = new Map<string, { readonly inbox: Inbox; askedAt: number }>();

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /** Starts to listen. What came early is heard at once, so that the owner has to be ready for it. */
  start(): void {
    this.#options.live.onMessage(({ from, bytes, reliable }) => this.#receive(from, bytes, reliable));
  }

  /** After each change of the peers: greets who is new or back, and opens up to whom we trust now. */
  refresh(): void {
    const peers = this.#options.live.peers.value;
    for (const id of this.#partners.keys()) {
      if (peers.some((peer) => peer.id === id)) continue;
      this.#partners.delete(id);
      this.#offences.forget(id);
      this.#allowance.forget(id);
      this.#turnedAway.delete(id);
    }
    for (const peer of peers) this.#greet(peer);
  }

  /** Of something that we authored: to everybody whom we trust, and to those who are away once they are back. */
  publish(entry: Entry): void {
    const numbered = this.#journal.append(entry);
    for (const peer of this.#options.live.peers.value) {
      if (this.#options.trusts(peer)) this.#sendEntry(peer.id, numbered);
    }
  }

  /** A word of the moment, to one or to all. */
  tell(control: Control, to?: string): void {
    const bytes = encode({ kind: 'control', control });
    this.#options.live.send(bytes, { reliable: true, ...(to !== undefined && { to }) });
  }

  /** To everybody whom we trust, as fast as may be; it may be lost. */
  hint(word: LossyWord): void {
    const bytes = encode(word);
    for (const peer of this.#options.live.peers.value) {
      if (this.#options.trusts(peer)) this.#options.live.send(bytes, { to: peer.id, reliable: false });
    }
  }

  /** We trust this peer from now on: asks for what is theirs and gives what they asked for. */
  open(peer: LivePeer): void {
    const partner = this.#partners.get(peer.id);
    if (!partner) return;
    if (partner.origin !== undefined) this.#ask(peer, partner.origin);
    if (partner.asked !== undefined) this.#give(peer, partner.asked);
    delete partner.asked;
  }

  #greet(peer: LivePeer): void {
    const partner = this.#partners.get(peer.id) ?? { greeted: false };
    this.#partners.set(peer.id, partner);
    if (peer.link === 'reconnecting') partner.greeted = false;
    if (peer.link !== 'connected' || partner.greeted) return;
    partner.greeted = true;
    this.tell({ kind: 'hello', origin: this.origin, since: this.since }, peer.id);
    if (partner.origin !== undefined && this.#options.trusts(peer)) this.#ask(peer, partner.origin);
  }

  #receive(from: string, bytes: Uint8Array, reliable: boolean): void {
    const peer = this.#options.live.peers.value.find(({ id }) => id === from);
    if (!peer || this.#turnedAway.has(from)) return;
    if (!this.#allowance.take(from, bytes.length)) return this.#turnAway(peer);
    const message = decode(bytes);
    if (!message || LOSSY.has(message.kind) === reliable) return this.#offended(peer);
    if (message.kind === 'control') return this.#control(peer, message.control);
    if (!this.#options.trusts(peer)) return;
    if (message.kind === 'pointer') return this.#options.onPointer(peer, message.pointer);
    if (message.kind === 'poses') return this.#options.anchoring.receivePoses(peer, message.poses);
    this.#entry(peer, message);
  }

  #control(peer: LivePeer, control: Control): void {
    switch (control.kind) {
      case 'hello':
        return this.#hello(peer, control.origin, control.since);
      case 'sync':
        return this.#asked(peer, control.origin, control.have);
      case 'base':
      case 'held':
      case 'said':
      case 'seen':
        if (this.#options.trusts(peer)) this.#state(peer, control);
        return;
      case 'clock':
        return this.#options.anchoring.receiveClock(peer, control.clock);
      case 'aim':
        if (this.#options.trusts(peer)) this.#options.anchoring.receiveAim(control.surface);
        return;
      default:
        this.#options.onNotice(peer, control);
    }
  }

  #hello(peer: LivePeer, origin: string, since: number): void {
    const partner = this.#partners.get(peer.id) ?? { greeted: false };
    const isAnother = partner.origin !== undefined && partner.origin !== origin;
    if (origin === this.origin || isAnother) return this.#offended(peer);
    const key = inboxKey(peer, origin);
    if (!this.#inboxes.has(key)) this.#inboxes.set(key, { inbox: new Inbox(), askedAt: 0 });
    partner.origin = origin;
    this.#partners.set(peer.id, partner);
    const isLater = since > this.since || (since === this.since && origin > this.origin);
    this.#options.onHello(peer, isLater);
    if (this.#options.trusts(peer)) this.#ask(peer, origin);
  }

  #ask(peer: LivePeer, origin: string): void {
    const known = this.#inboxes.get(inboxKey(peer, origin));
    if (!known) return;
    known.askedAt = performance.now();
    this.tell({ kind: 'sync', origin, have: known.inbox.have }, peer.id);
  }

  #asked(peer: LivePeer, origin: string, have: number): void {
    if (origin !== this.origin) return;
    if (this.#options.trusts(peer)) return this.#give(peer, have);
    const partner = this.#partners.get(peer.id);
    if (partner) partner.asked = have;
  }

  #give(peer: LivePeer, have: number): void {
    const { board, anchoring } = this.#options;
    board.flush();
    const missed = have > 0 ? this.#journal.after(have) : undefined;
    for (const numbered of missed ?? []) this.#sendEntry(peer.id, numbered);
    if (missed) return;
    for (const still of anchoring.stills.all.value.values()) this.tell({ kind: 'seen', still }, peer.id);
    for (const { offset, mark } of board.pieces()) this.tell({ kind: 'held', offset, mark }, peer.id);
    for (const entry of this.#journal.rows()) {
      if (entry.kind === 'row') this.tell({ kind: 'said', change: entry.change }, peer.id);
    }
    this.tell({ kind: 'base', seq: this.#journal.last, removed: board.removed() }, peer.id);
  }

  #state(peer: LivePeer, control: Extract<Control, { kind: 'base' | 'held' | 'said' | 'seen' }>): void {
    if (control.kind === 'said') return this.#options.onRow(peer, control.change);
    if (peer.person.role === 'observer') return;
    if (control.kind === 'seen') return this.#options.anchoring.receiveStill(peer, control.still);
    if (control.kind === 'held') return this.#options.board.receiveHeld(control, peer.person);
    const inbox = this.#inboxOf(peer)?.inbox;
    this.#options.board.receive({ op: 'remove', ids: control.removed }, peer.person);
    for (const entry of inbox?.skipTo(control.seq) ?? []) this.#apply(peer, entry);
  }

  #entry(peer: LivePeer, numbered: Numbered): void {
    const known = this.#inboxOf(peer);
    const origin = this.#partners.get(peer.id)?.origin;
    if (!known || origin === undefined) return;
    for (const entry of known.inbox.take(numbered)) this.#apply(peer, entry);
    if (known.inbox.gap && performance.now() - known.askedAt > ASK_AGAIN) this.#ask(peer, origin);
  }

  #apply(peer: LivePeer, entry: Entry): void {
    if (entry.kind === 'mark') return this.#options.board.receive(entry.mark, peer.person);
    if (entry.kind === 'still') return this.#options.anchoring.receiveStill(peer, entry.still);
    this.#options.onRow(peer, entry.change);
  }

  #inboxOf(peer: LivePeer): { readonly inbox: Inbox; askedAt: number } | undefined {
    const origin = this.#partners.get(peer.id)?.origin;
    return origin === undefined ? undefined : this.#inboxes.get(inboxKey(peer, origin));
  }

  #sendEntry(to: string, { seq, entry }: Numbered): void {
    this.#options.live.send(encode({ kind: 'entry', seq, entry }), { to, reliable: true });
  }

  #offended(peer: LivePeer): void {
    if (this.#offences.count(peer.id)) this.#turnAway(peer);
  }

  /** Told once; whatever else is under way from them is not even read. */
  #turnAway(peer: LivePeer): void {
    this.#turnedAway.add(peer.id);
    this.#options.onMisbehaved(peer);
  }
}

const inboxKey = ({ person }: LivePeer, origin: string): string => `${person.id}/${origin}`;
