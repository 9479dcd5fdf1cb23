import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../../domain/session.js';
import { asNearhandError, isAbort } from '../../host/errors.js';
import type { NearhandError } from '../../host/errors.js';
import { LiveSession } from '../../ui/live-session.js';
import type { Workspace } from '../../ui/workspace.js';

export type JoinState =
  | { readonly status: 'idle' }
  | { readonly status: 'joining' }
  | { readonly status: 'joined'; readonly live: LiveSession }
  | { readonly status: 'failed'; readonly error: NearhandError };

/**
 * An agent's way into a session, for as long as the element is in the document. Taken out and put back in the same
 * turn, it goes on as it was.
 */
export class JoinController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #state: JoinState = { status: 'idle' };
  #wanted: { workspace: Workspace; sessionId: string } | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.#host = host;
    host.addController(this);
  }

  get state(): JoinState {
    return this.#state;
  }

  get live(): LiveSession | undefined {
    return this.#state.status === 'joined' ? this.#state.live : undefined;
  }

  /** Joins this session; nothing happens when it is the one already wanted. */
  want(workspace: Workspace | undefined, sessionId: string): void {
    if (!workspace || !sessionId) return;
    if (this.#wanted?.workspace === workspace && this.#wanted.sessionId === sessionId) return;
    this.#drop();
    this.#wanted = { workspace, sessionId };
    void this.#join(this.#wanted);
  }

  retry(): void {
    const wanted = this.#wanted;
    this.#drop();
    if (wanted) this.want(wanted.workspace, wanted.sessionId);
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#drop();
    });
  }

  async #join(wanted: { workspace: Workspace; sessionId: string }): Promise<void> {
    this.#set({ status: 'joining' });
    try {
      const { workspace, sessionId } = wanted;
      const live = await LiveSession.open({ host: workspace.host, entry: { kind: 'agent', sessionId } });
      if (wanted !== this.#wanted) return void live.close('agentLeft');
      void live.media.start({ camera: true, microphone: true, facing: 'user' });
      this.#set({ status: 'joined', live });
      await this.#attach(live, workspace);
    } catch (error) {
      if (wanted === this.#wanted && !isAbort(error)) this.#fail(error);
    }
  }

  /** The records are joined as soon as the room knows the session. */
  #attach(live: LiveSession, workspace: Workspace): Promise<void> {
    const { state } = live.room;
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const now = state.value;
        if (now.status === 'joining') return false;
        if ('session' in now) live.attach(workspace, now.session as Session).then(resolve, reject);
        else resolve();
        return true;
      };
      if (look()) return;
      const stop = state.subscribe(() => {
        if (look()) stop();
      });
    });
  }

  #fail(error: unknown): void {
    this.#set({ status: 'failed', error: asNearhandError(error, 'live/failed', 'joining failed') });
  }

  #drop(): void {
    const { live } = this;
    this.#wanted = undefined;
    this.#state = { status: 'idle' };
    if (!live) return;
    if (live.room.state.value.status === 'ended') live.dispose();
    else void live.close('agentLeft');
  }

  #set(state: JoinState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
