import * as v from 'valibot';

const TabMessage = v.variant('type', [
  /** To the tab that talks to the backend: ask it now. */
  v.object({ type: v.literal('refresh') }),
  /** To the same: how do you stand? */
  v.object({ type: v.literal('hello') }),
  v.object({ type: v.literal('connection'), connection: v.picklist(['online', 'offline', 'unknown']) }),
  /** The user has signed out. */
  v.object({ type: v.literal('wiped') }),
]);
export type TabMessage = v.InferOutput<typeof TabMessage>;

/** The other stores of the same database: in other tabs, and in this page. Without BroadcastChannel there are none. */
export class Tabs {
  #channel: BroadcastChannel | undefined;

  constructor(name: string, onMessage: (message: TabMessage) => void) {
    if (!('BroadcastChannel' in globalThis)) return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', ({ data }) => {
      const result = v.safeParse(TabMessage, data);
      if (result.success) onMessage(result.output);
    });
  }

  post(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
