export interface ProcessEndInput {
  /** Takes no more work, finishes what is under way and closes everything. */
  readonly drain: () => Promise<unknown>;
  readonly log: (words: string, error: unknown) => void;
}

/** In ms: what is not finished by then is cut. */
const PATIENCE = 10_000;

/**
 * How this process ends. Asked to (SIGINT, SIGTERM): it drains and ends with 0. By an error that nothing in it expected,
 * after which nobody knows what state it is in: it logs it, drains and ends with 1, for its supervisor to start it anew.
 */
export function endProcessWell({ drain, log }: ProcessEndInput): void {
  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    const exit = (): never => process.exit(code);
    setTimeout(exit, PATIENCE).unref();
    drain().then(exit, (error: unknown) => {
      log('Draining failed.', error);
      exit();
    });
  };
  const unexpected = (error: unknown): void => {
    log('An error that nothing expected. The process drains and ends, to be started anew.', error);
    end(1);
  };
  process.on('uncaughtException', unexpected);
  process.on('unhandledRejection', unexpected);
  process.once('SIGINT', () => end(0));
  process.once('SIGTERM', () => end(0));
}
