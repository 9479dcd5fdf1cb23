import { NearhandError } from '../host/errors.js';
import type { BackendPort } from '../ports/backend-port.js';
import type { Exchange, ExchangeOptions } from './exchange.js';
import type { Outbox } from './outbox.js';

export interface LatePartsOptions extends Omit<ExchangeOptions, 'backend' | 'outbox'> {
  readonly backend: BackendPort | undefined;
}

/**
 * The parts of the local copy that are loaded right after it is open: what is kept here shows before them, and they
 * are here before a connection that is lost later could keep anybody from writing.
 */
export class LateParts {
  readonly outbox: Promise<Outbox>;
  /** Undefined without a backend, and where the part could not be loaded. */
  readonly exchange: Promise<Exchange | undefined>;
  readonly #options: LatePartsOptions;
  #sync: Exchange['sync'] | undefined;

  constructor(options: LatePartsOptions) {
    this.#options = options;
    this.outbox = this.#loadOutbox();
    this.exchange = this.#loadExchange();
    // Whoever writes is told; until then nobody has asked.
    this.outbox.catch(() => undefined);
  }

  /** Once it is loaded and runs. */
  get sync(): Exchange['sync'] | undefined {
    return this.#sync;
  }

  /** Keeps the copy and the backend together until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const exchange = await this.exchange;
    if (!exchange || signal.aborted) return;
    this.#sync = exchange.sync;
    await exchange.sync.run(signal);
  }

  async #loadOutbox(): Promise<Outbox> {
    const { Outbox } = await import('./outbox.js');
    return new Outbox(this.#options.tables, this.#options.user);
  }

  async #loadExchange(): Promise<Exchange | undefined> {
    const { backend, ...options } = this.#options;
    if (!backend) return undefined;
    try {
      const [{ Exchange }, outbox] = await Promise.all([import('./exchange.js'), this.outbox]);
      return new Exchange({ ...options, backend, outbox });
    } catch (cause) {
      const message = 'The part that talks to the backend could not be loaded';
      options.report(new NearhandError('plugin/failed', message, { cause }));
      return undefined;
    }
  }
}
