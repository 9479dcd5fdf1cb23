/** A signal that ends with another one, or by itself, and for no longer than the work: then it lets the other one go. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** This one alone. */
  abort(reason: unknown): void;
  /** Rejects as soon as it is aborted, with the reason. */
  readonly aborted: Promise<never>;
  /** The work is done. */
  release(): void;
}

/**
 * What `AbortSignal.any` gives lives for as long as its source once somebody listens to it, and a source that outlives
 * all work gathers one for each call.
 */
export function linkedSignal(source: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const follow = (): void => own.abort(source.reason);
  source.addEventListener('abort', follow);
  if (source.aborted) follow();
  const aborted = new Promise<never>((_, reject) => {
    own.signal.addEventListener('abort', () => reject(own.signal.reason as Error), { once: true });
  });
  // Heard by whoever races with it, and by nobody once the work is done.
  aborted.catch(() => undefined);
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    aborted,
    release: () => source.removeEventListener('abort', follow),
  };
}
