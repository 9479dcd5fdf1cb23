import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../../domain/session.js';
import { asNearhandError, isAbort, NearhandError } from '../../host/errors.js';
import { tellDeveloper } from '../../host/tell-developer.js';
import { LiveSession } from '../../ui/live-session.js';
import type { Workspace } from '../../ui/workspace.js';

export type JoinState =
  | { readonly status: 'idle' }
  | { readonly status: 'joining' }
  | { readonly status: 'joined'; readonly live: LiveSession }
  /** By themselves; the view still stands. */
  | { readonly status: 'left' }
  | { readonly status: 'failed'; readonly error: NearhandError };

interface Wanted {
  readonly workspace: Workspace;
  readonly sessionId: string;
}

/**
 * An agent's way into a session, for as long as the element is in the document. Taken out and put back in the same
 * turn, it goes on as it was.
 */
export class JoinController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #state: JoinState = { status: 'idle' };
  #wanted: Wanted | undefined;
  /** Whose devices were asked for. */
  #equipped: LiveSession | undefined;
  /** Whose session it is: nobody else enters it because the page changed its host. */
  #whose: { readonly person: string; readonly sessionId: string } | undefined;

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

  /**
   * Joins this session; nothing happens when it is the one already wanted. With no host around any more it is left; with
   * a host of somebody else it is left too, and entered only if they ask for it (`retry`).
   */
  want(workspace: Workspace | undefined, sessionId: string): void {
    if (workspace === this.#wanted?.workspace && sessionId === this.#wanted?.sessionId) return;
    this.#drop();
    if (!workspace || !sessionId) return;
    this.#wanted = { workspace, sessionId };
    const person = `${workspace.host.tenant}/${workspace.user.id}`;
    const isOthers = this.#whose?.sessionId === sessionId && this.#whose.person !== person;
    if (isOthers) return this.#refuse();
    this.#whose = { person, sessionId };
    void this.#join(this.#wanted);
  }

  retry(): void {
    const wanted = this.#wanted;
    this.#drop();
    this.#whose = undefined;
    if (wanted) this.want(wanted.workspace, wanted.sessionId);
  }

  /**
   * Asks for camera and microphone, once for each part in a session: for one that is known to be open, also while the
   * way in is still on its way. Nobody gets a picture before the room lets us in.
   */
  startDevices(): void {
    const { live } = this;
    if (!live || live === this.#equipped) return;
    this.#equipped = live;
    void live.media.start({ camera: true, microphone: true, facing: 'user' });
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#drop();
    });
  }

  #refuse(): void {
    tellDeveloper(
      'nearhand-session-view got the host of another tenant or user while its session stayed: it has left the call. ' +
        'Give it the session of whoever is signed in now.',
    );
    this.#fail(new NearhandError('page/other-user', 'the host was replaced by that of somebody else'));
  }

  async #join(wanted: Wanted): Promise<void> {
    this.#set({ status: 'joining' });
    let live: LiveSession | undefined;
    try {
      const { workspace, sessionId } = wanted;
      live = await LiveSession.open({ host: workspace.host, entry: { kind: 'agent', sessionId } });
      if (wanted !== this.#wanted) return void live.close('agentLeft');
      this.#set({ status: 'joined', live });
      await this.#attach(live, workspace);
    } catch (error) {
      void live?.close('agentLeft');
      if (wanted === this.#wanted && !isAbort(error)) this.#fail(error);
    }
  }

  /** Out of the session, which goes on; back in by `retry`. */
  leave(): void {
    const { live } = this;
    if (!live) return;
    this.#set({ status: 'left' });
    void live.close('agentLeft');
  }

  /** The records are joined, and the devices asked for, as soon as the room knows the session. */
  #attach(live: LiveSession, workspace: Workspace): Promise<void> {
    const { state } = live.room;
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const now = state.value;
        if (now.status === 'joining') return false;
        if ('session' in now) {
          this.startDevices();
          live.attach(workspace, now.session as Session).then(resolve, reject);
        } else resolve();
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
