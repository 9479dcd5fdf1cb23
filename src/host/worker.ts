import { isAbort } from './errors.js';
import { tellDeveloper } from './tell-developer.js';
import { scriptUrl } from './trusted-script.js';

/** Stands where bundlers look for a worker, and only tells where its file is. */
export class WorkerAddress {
  readonly url: URL;
  readonly options: WorkerOptions;

  constructor(url: URL, options: WorkerOptions) {
    this.url = url;
    this.options = options;
  }
}

/** A worker of the kit, and the ways to it. Its first word has to be `{ kind: 'ready' }`. */
export interface WorkerPlan {
  /** As in the console, and its file's name among those of `workers`. */
  readonly name: string;
  /** `(Worker) => new Worker(new URL('./x.js', import.meta.url), { type: 'module' })`: the form that bundlers know. */
  address(Worker: typeof WorkerAddress): WorkerAddress;
  /** All of its code, for a page whose bundler left the file behind. */
  text(): Promise<string>;
}

export interface StartOptions {
  /** Base URL of the folder into which the page put the files of `nearhand/workers`; then nothing else is tried. */
  readonly workers?: string | undefined;
  readonly signal?: AbortSignal;
}

/** In ms: a script that neither runs nor fails by then is taken for one that never comes. */
const PATIENCE = 4_000;

/**
 * Starts a worker: from where the page says that its file is, else from where the bundler put it, else from the code
 * itself. Rejects with what each way failed of, after one line in the console.
 */
export async function startWorker(plan: WorkerPlan, options: StartOptions = {}): Promise<Worker> {
  const failures: string[] = [];
  for (const way of waysTo(plan, options)) {
    options.signal?.throwIfAborted();
    try {
      return await way(options.signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      failures.push(reasonOf(error));
    }
  }
  const remedy = `Serve the files of nearhand/workers and name their folder: createHost({ workers }) or <nearhand-host workers>.`;
  tellDeveloper(`the ${plan.name} does not start (${failures.join('; ')}). ${remedy}`);
  throw new Error(`the ${plan.name} does not start`);
}

type Way = (signal: AbortSignal | undefined) => Promise<Worker>;

function waysTo(plan: WorkerPlan, { workers }: StartOptions): readonly Way[] {
  if (workers) {
    const folder = new URL(workers.endsWith('/') ? workers : `${workers}/`, document.baseURI);
    return [(signal) => running(plan, new URL(`${plan.name}.js`, folder).href, signal)];
  }
  return [
    (signal) => running(plan, plan.address(WorkerAddress).url.href, signal),
    async (signal) => {
      const file = new Blob([await plan.text()], { type: 'text/javascript' });
      const url = URL.createObjectURL(file);
      return running(plan, url, signal).finally(() => URL.revokeObjectURL(url));
    },
  ];
}

/** The worker of this file, once it has said that it runs. */
function running({ name }: WorkerPlan, href: string, signal: AbortSignal | undefined): Promise<Worker> {
  const where = href.startsWith('blob:') ? 'its own code' : href;
  const worker = new Worker(scriptUrl(href), { type: 'module', name: `nearhand ${name}` });
  const done = new AbortController();
  return new Promise<Worker>((resolve, reject) => {
    const fail = (reason: unknown): void => {
      worker.terminate();
      reject(reason as Error);
    };
    const timer = setTimeout(() => fail(new Error(`${where} says nothing`)), PATIENCE);
    const on = { signal: done.signal };
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    signal?.addEventListener('abort', () => fail(signal.reason), on);
    worker.addEventListener('message', ({ data }: MessageEvent) => isReady(data) && resolve(worker), on);
    worker.addEventListener(
      'error',
      (event) => {
        // The next way may do; what none does is told in one line.
        event.preventDefault();
        fail(new Error(`${where} cannot be loaded${event.message ? `: ${event.message}` : ''}`));
      },
      on,
    );
  }).finally(() => done.abort());
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

const isReady = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'ready';
