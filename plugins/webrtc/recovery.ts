export type Remedy = 'restart' | 'rebuild';

export interface RecoveryActions {
  /** Tries the remedy, or asks the driving end to. */
  try(remedy: Remedy): void;
}

/**
 * In ms, after each attempt: new paths (ICE restart) three times, then a whole new connection, again and again. Each
 * new connection gets longer than the last, up to a limit: on a slow machine or a slow way, one that is always given up
 * after the same time would never come about.
 */
const RESTART_WAITS = [1_000, 2_000, 4_000];
const REBUILD_WAITS = [3_000, 5_000];
const LAST_WAIT = 8_000;

/** Brings one link back: runs until told that the link is well again. */
export class Recovery {
  readonly #actions: RecoveryActions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts: number | undefined;

  constructor(actions: RecoveryActions) {
    this.#actions = actions;
  }

  get running(): boolean {
    return this.#attempts !== undefined;
  }

  /** Starts at this remedy; a running recovery goes on at its own pace, but never below the remedy asked for. */
  start(remedy: Remedy): void {
    const first = remedy === 'restart' ? 0 : RESTART_WAITS.length;
    if (this.#attempts !== undefined && this.#attempts >= first) return;
    this.#attempts = first;
    this.#step();
  }

  /** The way to the other end has just come back: no waiting now. */
  hurry(): void {
    if (this.running) this.#step();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#attempts = undefined;
  }

  #step(): void {
    clearTimeout(this.#timer);
    const attempt = this.#attempts ?? 0;
    this.#attempts = attempt + 1;
    const wait = [...RESTART_WAITS, ...REBUILD_WAITS][attempt] ?? LAST_WAIT;
    this.#timer = setTimeout(() => this.#step(), wait);
    this.#actions.try(attempt < RESTART_WAITS.length ? 'restart' : 'rebuild');
  }
}
