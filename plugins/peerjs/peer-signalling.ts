import { Peer } from 'peerjs';
import type { LiveGrant } from '../../src/domain.js';
import { type NearhandError, type Unsubscribe, Value } from '../../src/plugin.js';
import type { Signal, Signalling, SignallingState } from '../webrtc/signalling.js';
import { isLost, noSignalling, peerError, unreachable } from './errors.js';
import { fetchRoster } from './roster.js';

/** In ms. */
const TIMES = {
  opening: 15_000,
  echo: 10_000,
  silence: 5_000,
  probe: 500,
  backoff: [500, 1_000, 2_000, 4_000],
} as const;

/** Registers the grant's id with its PeerServer. Rejects with a coded error, or with the signal's reason. */
export async function connectPeer(
  grant: LiveGrant,
  signal: AbortSignal,
  current: () => LiveGrant,
): Promise<Signalling> {
  if (!grant.signalling) throw noSignalling();
  signal.throwIfAborted();
  const base = new URL(`${grant.signalling.url.replace(/\/+$/, '')}/`, document.baseURI);
  const peer = new Peer(grant.signalling.id, {
    host: base.hostname,
    port: Number(base.port) || (base.protocol === 'https:' ? 443 : 80),
    path: base.pathname,
    secure: base.protocol === 'https:',
    key: 'peerjs',
    token: grant.signalling.ticket,
    // PeerJS's own connections are never used; without this they would ask Google's servers.
    config: { iceServers: [] },
    debug: 0,
  });
  const signalling = new PeerSignalling(peer, grant.signalling.id, (asked) =>
    fetchRoster(base, current().token, asked),
  );
  await signalling.opened(signal);
  return signalling;
}

/**
 * PeerJS as a carrier of our own messages. Its connections know neither an ICE restart nor a replaced track, and close
 * for good when ICE fails, so that only its registration, heartbeat and relaying are used. Its server passes on a few
 * types of message; ours travel as CANDIDATE. What is for PeerJS's connections never reaches them: a stranger's
 * offer would make it open one.
 */
class PeerSignalling implements Signalling {
  readonly state = new Value<SignallingState>('reconnecting');
  readonly id: string;
  readonly roster: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly #peer: Peer;
  readonly #listeners = new Set<(from: string, payload: unknown) => void>();
  readonly #over = new AbortController();
  #failure: NearhandError | undefined;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #probe: ReturnType<typeof setInterval> | undefined;
  #heardAt = performance.now();
  #probedAt = performance.now();

  constructor(peer: Peer, id: string, roster: (signal: AbortSignal) => Promise<readonly string[]>) {
    this.#peer = peer;
    this.id = id;
    this.roster = roster;
    this.#takeOver();
    peer.on('disconnected', () => this.#disconnected());
    peer.on('close', () => this.#lose());
    peer.on('error', (error) => {
      this.#failure = peerError(error);
      if (isLost(error)) this.#lose();
    });
    this.#probe = setInterval(() => this.#check(), TIMES.probe);
    window.addEventListener('online', () => this.#hurry(), { signal: this.#over.signal });
  }

  /** Resolves with the first registration. */
  async opened(signal: AbortSignal): Promise<void> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMES.opening)]);
    try {
      await new Promise<void>((resolve, reject) => {
        const stop = this.state.subscribe((state) => {
          if (state === 'reconnecting') return;
          stop();
          if (state === 'open') resolve();
          else reject(this.#failure ?? unreachable());
        });
        deadline.addEventListener('abort', () => reject(this.#failure ?? unreachable()), { once: true });
      });
    } catch (error) {
      this.close();
      signal.throwIfAborted();
      throw error;
    }
  }

  send(to: string, payload: Signal): void {
    this.#post(to, { nearhand: payload });
  }

  onMessage(listener: (from: string, payload: unknown) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#over.abort();
    clearTimeout(this.#retry);
    clearInterval(this.#probe);
    this.#listeners.clear();
    this.#peer.destroy();
  }

  /** Stands between the socket and PeerJS: it hears of its own registration, and of nothing else. */
  #takeOver(): void {
    const { socket } = this.#peer;
    const own = socket.listeners('message');
    socket.removeAllListeners('message');
    socket.on('message', (message: { type?: unknown; src?: unknown; payload?: unknown }) => {
      this.#heardAt = performance.now();
      if (message.type === 'CANDIDATE') return this.#receive(message.src, message.payload);
      if (message.type === 'OPEN') this.#open();
      if (FOR_PEERJS.has(message.type)) for (const listener of own) listener.call(socket, message);
    });
  }

  #receive(from: unknown, payload: unknown): void {
    if (typeof from !== 'string') return;
    // Our own echo: also the only sign of life where the server took us back without a word.
    if (from === this.id) return this.#open();
    const inner =
      typeof payload === 'object' && payload && 'nearhand' in payload ? payload.nearhand : undefined;
    for (const listener of [...this.#listeners]) listener(from, inner);
  }

  #post(dst: string, payload: object): void {
    this.#peer.socket.send({ type: 'CANDIDATE', dst, payload });
  }

  #open(): void {
    if (this.state.value === 'lost') return;
    this.#attempts = 0;
    // After PeerJS itself has taken note.
    queueMicrotask(() => !this.#over.signal.aborted && this.state.set('open'));
  }

  #disconnected(): void {
    if (this.#over.signal.aborted || this.state.value === 'lost') return;
    this.state.set('reconnecting');
    clearTimeout(this.#retry);
    const wait = TIMES.backoff[Math.min(this.#attempts++, TIMES.backoff.length - 1)];
    this.#retry = setTimeout(() => this.#reconnect(), wait);
  }

  #reconnect(): void {
    this.#heardAt = this.#probedAt = performance.now();
    if (this.#peer.disconnected && !this.#peer.destroyed) this.#peer.reconnect();
  }

  #hurry(): void {
    clearTimeout(this.#retry);
    if (this.#peer.disconnected) this.#reconnect();
    else this.#echo();
  }

  /** A socket may be dead for minutes before the browser says so: we send ourselves a word now and then. */
  #check(): void {
    if (this.#peer.disconnected) return;
    const now = performance.now();
    if (this.#probedAt > this.#heardAt && now - this.#probedAt > TIMES.silence)
      return this.#peer.disconnect();
    const every = this.state.value === 'open' ? TIMES.echo : TIMES.probe;
    if (this.#heardAt >= this.#probedAt ? now - this.#probedAt > every : this.state.value !== 'open')
      this.#echo();
  }

  #echo(): void {
    if (this.#heardAt >= this.#probedAt) this.#probedAt = performance.now();
    this.#post(this.id, { echo: true });
  }

  #lose(): void {
    if (this.#over.signal.aborted || this.state.value === 'lost') return;
    clearTimeout(this.#retry);
    this.state.set('lost');
  }
}

const FOR_PEERJS: ReadonlySet<unknown> = new Set(['OPEN', 'ERROR', 'ID-TAKEN', 'INVALID-KEY']);
