import { isNearhandError } from '../host/errors.js';
import type { Unsubscribe } from '../ports/readable.js';
import type { Tables, TablesFate } from './tables.js';

/** What keeps tables going. */
export interface Rescue {
  /** `false`: there was nothing to give up. */
  makeRoom(tables: Tables): Promise<boolean>;
  /** Others in the place of those that were lost. Always resolves. */
  renew(signal: AbortSignal): Promise<Renewed>;
}

export interface Renewed {
  readonly tables: Tables;
  readonly fate: TablesFate;
}

interface Watch {
  begin(): Unsubscribe;
  stop: Unsubscribe | undefined;
}

/**
 * The tables that the store works on, whatever becomes of those beneath them: where a write finds the disk full, room is
 * made; where they are lost, others take their place, and what comes meanwhile waits for those.
 */
export class LastingTables implements Tables {
  #tables: Tables;
  readonly #rescue: Rescue;
  readonly #watches = new Set<Watch>();
  #tell: (fate: TablesFate) => void = () => undefined;
  readonly #closing = new AbortController();
  #renewal: Promise<void> | undefined;

  constructor(tables: Tables, rescue: Rescue) {
    this.#tables = tables;
    this.#rescue = rescue;
    tables.onFate((fate) => this.#onFate(fate));
  }

  get kept(): Tables['kept'] {
    return this.#tables.kept;
  }

  read: Tables['read'] = (names, work) => this.#on((tables) => tables.read(names, work));

  write: Tables['write'] = (names, work) => this.#on((tables) => tables.write(names, work));

  watch: Tables['watch'] = (names, work, watcher) => {
    const watch: Watch = { begin: () => this.#tables.watch(names, work, watcher), stop: undefined };
    this.#watches.add(watch);
    if (!this.#renewal) watch.stop = watch.begin();
    return () => {
      this.#watches.delete(watch);
      watch.stop?.();
    };
  };

  onFate(listener: (fate: TablesFate) => void): void {
    this.#tell = listener;
  }

  async destroy(): Promise<void> {
    this.#closing.abort();
    await this.#tables.destroy();
  }

  close(): void {
    this.#closing.abort();
    this.#tables.close();
  }

  /** What fails because the tables were lost under it has written nothing, and is done on those that follow. */
  async #on<R>(work: (tables: Tables) => Promise<R>): Promise<R> {
    for (;;) {
      await this.#renewal;
      const tables = this.#tables;
      try {
        return await work(tables);
      } catch (error) {
        if (isFull(error) && (await this.#rescue.makeRoom(tables))) continue;
        const isLost = this.#renewal !== undefined || tables !== this.#tables;
        if (!isLost || this.#closing.signal.aborted) throw error;
      }
    }
  }

  #onFate(fate: TablesFate): void {
    if (fate === 'outdated') return this.#tell(fate);
    this.#renewal = this.#renew();
    this.#renewal.catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const { signal } = this.#closing;
    const { tables, fate } = await this.#rescue.renew(signal);
    if (signal.aborted) return tables.close();
    this.#tables = tables;
    this.#renewal = undefined;
    tables.onFate((next) => this.#onFate(next));
    // What they still had to tell of what was there, they have told by now.
    for (const watch of this.#watches) {
      watch.stop?.();
      watch.stop = watch.begin();
    }
    this.#tell(fate);
  }
}

const isFull = (error: unknown): boolean => isNearhandError(error) && error.code === 'storage/quota';
