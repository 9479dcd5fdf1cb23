import { namedIn } from '../../../src/domain/change.js';
import { mintAgentToken } from '../../../plugins/rest/server/node.js';
import { rest } from '../../../plugins/rest/rest.js';
import type { BackendPort } from '../../../src/ports/backend-port.js';
import { SECRET } from '../../support/rest-bench.js';
import { TENANT } from './fill.js';

/** What all pages of the office have asked for and got: requests and bytes of bodies, since the last `take`. */
export class Traffic {
  #requests = 0;
  #bytes = 0;
  #failures = 0;

  readonly fetch = async (request: Request): Promise<Response> => {
    const response = await fetch(request);
    if (!response.headers.get('content-type')?.includes('json')) return response;
    this.#requests++;
    if (!response.ok) this.#failures++;
    const body = await response.arrayBuffer();
    this.#bytes += body.byteLength;
    return new Response(body, response);
  };

  take(): { requests: number; bytes: number; failures: number } {
    const taken = { requests: this.#requests, bytes: this.#bytes, failures: this.#failures };
    this.#requests = this.#bytes = this.#failures = 0;
    return taken;
  }
}

export const agentOf = async (url: string, id: string, traffic: Traffic, signal: AbortSignal) => {
  const token = await mintAgentToken({ secret: SECRET, tenant: TENANT, id, name: id });
  return rest({ baseUrl: url, token: async () => token, fetch: traffic.fetch }).start({
    signal,
    onDispose: () => undefined,
  });
};

/**
 * An agent's page as far as the server meets it: the real adapter and a real event stream; woken, it asks what changed
 * since its cursor, once at a time, as the local copy does. What it draws is left out.
 */
export class Page {
  readonly #backend: BackendPort;
  readonly #signal: AbortSignal;
  readonly #onSeen: (ids: readonly string[]) => void;
  #cursor: string | undefined;
  #asking = false;
  #wanted = false;
  wakes = 0;

  constructor(backend: BackendPort, signal: AbortSignal, onSeen: (ids: readonly string[]) => void) {
    this.#backend = backend;
    this.#signal = signal;
    this.#onSeen = onSeen;
  }

  async open(): Promise<void> {
    this.#cursor = (await this.#backend.changes(undefined, this.#signal)).cursor;
    this.#backend.watch?.(() => {
      this.wakes++;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#wanted = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#wanted && !this.#signal.aborted) {
      this.#wanted = false;
      const page = await this.#backend.changes(this.#cursor, this.#signal).catch(() => undefined);
      if (!page) continue;
      this.#cursor = page.cursor;
      this.#wanted ||= page.more;
      this.#onSeen(page.changes.map((change) => namedIn(change).id));
    }
    this.#asking = false;
  }
}
