import type { NearhandError } from '../host/errors.js';
import type { BackendPort, Beginning } from '../ports/backend-port.js';
import { Remote } from './remote.js';

/** In ms: a local copy that is not open by then is called slow. On most devices it takes 20 to 300. */
const SLOW = 500;

export interface EarlyOptions {
  readonly backend: BackendPort;
  /** Whether there is no copy yet; does not reject. */
  readonly isNew: Promise<boolean>;
  tell(rows: Beginning): void;
  /** Of a row that does not fit. */
  report(error: NearhandError): void;
}

/**
 * Asks for the first rows while the local copy opens: at once where there is none yet, since making one takes longer than
 * an answer, else as soon as it is slow.
 */
export class Early {
  readonly #options: EarlyOptions;
  readonly #dropped = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  #isOpen = false;
  #asked: Promise<Beginning> | undefined;

  constructor(options: EarlyOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#ask(), SLOW);
    void options.isNew.then((isNew) => isNew && this.#ask());
  }

  /** What has not been asked for by now is left to whoever follows the backend. */
  opened(): void {
    this.#isOpen = true;
    clearTimeout(this.#timer);
  }

  /** The answer that is on its way, for whoever would ask the same; once, since it grows old. */
  take(): Promise<Beginning> | undefined {
    const asked = this.#asked;
    this.#asked = undefined;
    return asked;
  }

  /** Nobody needs it. */
  drop(): void {
    this.opened();
    this.#dropped.abort();
    this.#asked = undefined;
  }

  #ask(): void {
    if (this.#isOpen || this.#asked) return;
    const { backend, tell, report } = this.#options;
    this.#asked = new Remote(backend, report).begin(this.#dropped.signal);
    // Whoever takes it hears of a failure; where nobody does, it is asked again.
    this.#asked.then(tell, () => undefined);
  }
}
