import type { Directory } from './directory.js';
import type { Link } from './link.js';
import type { Signalling } from './signalling.js';

/** In ms. */
const TIMES = { tick: 1_000, late: 2_500, firstRoster: 1_000, roster: 5_000, givenUp: 30_000 } as const;

export interface LookoutOptions {
  readonly directory: Directory;
  readonly signal: AbortSignal;
  signalling(): Signalling;
  /** Opens a link to whoever has none. */
  call(id: string): void;
  /** Gone without a word, and not even reachable. */
  giveUp(link: Link): void;
}

/** Each second: looks after every link, and asks who else is here for as long as somebody may be missing. */
export class Lookout {
  readonly #options: LookoutOptions;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #tickedAt = performance.now();
  #askedAt = 0;
  /** Until we ask again: soon at first, since two may have come at the same moment. */
  #askAfter: number = TIMES.firstRoster;

  constructor(options: LookoutOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => clearInterval(this.#ticker), { once: true });
  }

  start(): void {
    this.#tickedAt = performance.now();
    this.#ticker = setInterval(() => this.#tick(), TIMES.tick);
  }

  /** Calls everybody whom we do not know yet. */
  async callAll(): Promise<readonly string[]> {
    const { directory, signal, signalling, call } = this.#options;
    this.#askedAt = performance.now();
    const roster = await signalling().roster(signal);
    directory.forgetUnmet();
    for (const id of roster) call(id);
    return roster;
  }

  #tick(): void {
    const { directory } = this.#options;
    const now = performance.now();
    const late = now - this.#tickedAt > TIMES.late;
    this.#tickedAt = now;
    for (const link of directory.all) link.tick(late);
    const away = directory.all.filter(
      ({ state, since }) => state === 'reconnecting' && now - since > TIMES.givenUp,
    );
    const missing = directory.isWanting || away.length > 0;
    if (missing && now - this.#askedAt >= this.#askAfter) void this.#lookAround(away);
  }

  async #lookAround(away: readonly Link[]): Promise<void> {
    if (this.#options.signalling().state.value !== 'open') return;
    this.#askAfter = Math.min(this.#askAfter * 2, TIMES.roster);
    const roster = await this.callAll().catch(() => undefined);
    if (!roster) return;
    for (const link of away) {
      if (link.state === 'reconnecting' && !roster.some((id) => this.#options.directory.find(id) === link))
        this.#options.giveUp(link);
    }
  }
}
