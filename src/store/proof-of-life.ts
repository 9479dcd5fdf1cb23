/** In ms. */
export interface Patience {
  /** Between an answer and the next question. */
  readonly pause: number;
  /** How long an answer may take. */
  readonly answer: number;
}

export const PATIENCE: Patience = { pause: 4_000, answer: 2_000 };

/** One answer may be late because whoever asked was held up itself. */
const SILENT_TWICE = 2;

/**
 * Whoever waits asks the one that leads whether it lives. It answers in the handler of the question, and not by a timer
 * of its own: those of hidden tabs run once a minute.
 */
export class ProofOfLife {
  readonly #channel: BroadcastChannel | undefined;
  readonly #patience: Patience;
  #leads = false;
  #heard: () => void = () => undefined;

  constructor(name: string, patience: Patience) {
    this.#patience = patience;
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }) => {
      if (data === 'lives?' && this.#leads) this.#channel?.postMessage('lives');
      if (data === 'lives') this.#heard();
    });
  }

  async leading(work: Promise<void>): Promise<void> {
    this.#leads = true;
    await work.finally(() => (this.#leads = false));
  }

  /** Whether whoever leads has fallen silent; `false` once the signal is aborted. */
  async silence(signal: AbortSignal): Promise<boolean> {
    if (!this.#channel) return false;
    for (let silent = 0; silent < SILENT_TWICE && !signal.aborted;) {
      const answered = await this.#ask(signal);
      silent = answered ? 0 : silent + 1;
      if (answered) await within(this.#patience.pause, signal);
    }
    return !signal.aborted;
  }

  close(): void {
    this.#channel?.close();
  }

  async #ask(signal: AbortSignal): Promise<boolean> {
    let answered = false;
    const heard = new AbortController();
    this.#heard = () => {
      answered = true;
      heard.abort();
    };
    this.#channel?.postMessage('lives?');
    await within(this.#patience.answer, AbortSignal.any([signal, heard.signal]));
    return answered;
  }
}

/** Resolves after a time, or as soon as the signal is aborted. */
function within(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
