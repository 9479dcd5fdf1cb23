import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live as onlyIfOther } from 'lit/directives/live.js';
import { timeNow } from '../../domain/clock.js';
import type { RoomState } from '../../live/room/room-state.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import {
  HistoryOpenRequestEvent,
  type PictureDrawRequestEvent,
  SessionInviteRequestEvent,
  SessionViewClosedEvent,
} from '../../ui/events.js';
import { Follow } from '../../ui/follow.js';
import { isHopeless } from '../../ui/hopeless.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { MediaStreams } from '../../ui/media-streams.js';
import { sessionError } from '../../ui/session-error.js';
import { TellOfEnd } from '../../ui/tell-of-end.js';
import { Text } from '../../ui/text/text.js';
import { duration } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { JoinController } from './join-controller.js';
import { ownPicture } from './own-picture.js';
import './session-controls.js';
import type { NearhandSessionControls, SessionAction, SessionActionEvent } from './session-controls.js';
import './session-ending.js';
import type { NearhandSessionEnding } from './session-ending.js';
import './session-side.js';
import './session-stage.js';
import type { NearhandSessionStage } from './session-stage.js';
import { sessionViewStyles } from './session-view.styles.js';
import { sessionViewText } from './session-view.text.js';
import { LIVE, type Showing } from './showing.js';

/**
 * The live session at the desk: the participant's picture as large as it can be, drawing on it, chat, people, notes
 * and files beside it.
 *
 * @tag nearhand-session-view
 * @summary The AR session of an agent.
 *
 * @csspart head - The title and the state.
 * @fires {SessionViewClosedEvent} nearhand-session-view-closed - The user left; the session goes on unless it has ended.
 * @fires {SessionEndedEvent} nearhand-session-ended - The session is over, with its reason. Not where it could not be opened or the call failed: then it goes on.
 * @fires {SessionInviteRequestEvent} nearhand-session-invite-request - Somebody is to be invited. Cancelable.
 * @fires {HistoryOpenRequestEvent} nearhand-history-open-request - The ended session is to be read. Cancelable.
 */
export class NearhandSessionView extends LitElement {
  static override styles = [tokens, controls, sessionViewStyles];

  readonly #text = new Text(this, 'session-view', sessionViewText);
  readonly #copy = new LocalCopy(this);
  readonly #join = new JoinController(this);
  readonly #room = new Follow<RoomState>(this, () => this.#join.live?.room.state);
  readonly #people = new Follow(this, () => this.#join.live?.room.people);
  readonly #media = new Follow(this, () => this.#join.live?.media.state);
  readonly #streams = new MediaStreams();
  readonly #session = this.#copy.query(
    () => this.session,
    (store) => store.session(this.session),
  );

  /** Id of the session. */
  @property() session = '';

  @state() private panelOpen = false;
  @state() private showing: Showing = LIVE;

  @query('nearhand-session-stage') private stage!: NearhandSessionStage | null;
  @query('nearhand-session-controls') private controls!: NearhandSessionControls | null;
  @query('nearhand-session-ending') private ending!: NearhandSessionEnding | null;

  readonly #end = new TellOfEnd();
  #stageBefore: NearhandSessionStage | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
  }

  override willUpdate(): void {
    this.#join.want(this.#copy.workspace, sessionError(this, this.session) ? '' : this.session);
    // One that nobody knows asks for nothing.
    const known = this.#session.value?.row;
    if (known?.id === this.session && known.status === 'open') this.#join.startDevices();
    this.#end.look(this, this.session, this.#room.value);
  }

  override updated(): void {
    const { stage } = this;
    if (stage && stage !== this.#stageBefore) this.#takeFocus(stage);
    this.#stageBefore = stage;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render(): TemplateResult {
    const join = this.#join.state;
    const room = this.#room.value;
    const misnamed = sessionError(this, this.session);
    if (misnamed) return this.#renderFailed(misnamed);
    if (!this.#copy.workspace && this.#copy.error) return this.#renderFailed(this.#copy.error);
    if (join.status === 'left') return this.#renderLeft();
    if (join.status === 'failed') return this.#renderFailed(join.error);
    if (room?.status === 'ended') return this.#renderEnded(room);
    if (!room || room.status === 'joining') {
      const { joining, ownPicture: label } = this.#text.words;
      return html`<div class="message">
        ${ownPicture(this.#media.value?.camera, label)}
        <p role="status">${joining}</p>
      </div>`;
    }
    const { live } = this.#join;
    return html`<div class="view ${this.panelOpen ? 'panel-open' : ''}" @keydown=${this.#onKey}>
      ${this.#renderHead(room)}
      <nearhand-session-stage
        exportparts="video, tools, trouble"
        .live=${live}
        .showing=${this.showing}
        @nearhand-session-action=${this.#onAction}
      ></nearhand-session-stage>
      <nearhand-session-controls
        .live=${live}
        ?panel-open=${this.panelOpen}
        showing=${this.showing.kind}
        @nearhand-session-action=${this.#onAction}
      ></nearhand-session-controls>
      <nearhand-session-side
        exportparts="tabs, person, chat-log, chat-form, notes-list, notes-form, files-grid"
        session=${this.session}
        .live=${live}
        @nearhand-picture-draw-request=${this.#onDraw}
      ></nearhand-session-side>
      <nearhand-session-ending .live=${live}></nearhand-session-ending>
      ${this.#renderSound()}
    </div>`;
  }

  #renderHead(room: RoomState): TemplateResult {
    // The room knows the session before the local copy does.
    const row = this.#session.value?.row ?? ('session' in room ? room.session : undefined);
    const title = row?.title ?? '';
    const [kind, label] = this.#standing(room, row?.startedAt);
    return html`<header role="none" part="head">
      <h2 class="one-line" title=${title}><bdi>${title}</bdi></h2>
      <bdi class="muted small one-line">${row?.context}</bdi>
      <span class="badge ${kind}">${label}</span>
    </header>`;
  }

  #standing(room: RoomState, startedAt: string | undefined): readonly [kind: string, label: string] {
    const { words } = this.#text;
    if (room.status === 'reconnecting') return ['reconnecting', words.reconnecting];
    const anybody = (this.#people.value ?? []).some((one) => one.presence === 'live');
    if (!anybody) return ['alone', words.alone];
    const since = startedAt ? ` ${duration(timeNow() - Date.parse(startedAt))}` : '';
    return ['live', `${words.live}${since}`];
  }

  #renderSound(): TemplateResult {
    const voices = (this.#people.value ?? []).filter((one) => one.tracks.has('microphone'));
    return html`${voices.map(
      (one) =>
        html`<audio
          autoplay
          .srcObject=${onlyIfOther(this.#streams.of(one.tracks.get('microphone')))}
        ></audio>`,
    )}`;
  }

  #renderFailed(error: unknown): TemplateResult {
    const { words } = this.#text;
    return html`<div class="message">
      <h2>${words.failed}</h2>
      <p role="alert">${error ? this.#text.error(error) : this.#text.codeText('live/failed')}</p>
      <div class="buttons">
        ${
          this.#copy.workspace && !isHopeless(error)
            ? html`<button class="primary" @click=${() => this.#join.retry()}>${words.retry}</button>`
            : nothing
        }
        <button @click=${this.#actions.leave}>${words.close}</button>
      </div>
    </div>`;
  }

  #renderLeft(): TemplateResult {
    const { words } = this.#text;
    return html`<div class="message">
      <h2>${words.left}</h2>
      <div class="buttons">
        <button class="primary" @click=${() => this.#join.retry()}>${words.backIn}</button>
      </div>
    </div>`;
  }

  #renderEnded({ reason, error }: Extract<RoomState, { status: 'ended' }>): TemplateResult {
    if (reason === 'failed' || reason === 'connectionLost') return this.#renderFailed(error);
    const { words } = this.#text;
    const { notWritten } = this.#join.live ?? {};
    const failure = error ?? notWritten?.error;
    return html`<div class="message">
      <h2>${words.ended}</h2>
      ${failure ? html`<p role="alert">${this.#text.error(failure)}</p>` : nothing}
      ${notWritten?.note ? html`<p class="small"><q dir="auto">${notWritten.note}</q></p>` : nothing}
      <div class="buttons">
        <button class="primary" @click=${() => this.dispatchEvent(new HistoryOpenRequestEvent(this.session))}>
          ${words.history}
        </button>
        <button @click=${this.#actions.leave}>${words.close}</button>
      </div>
    </div>`;
  }

  readonly #actions: Readonly<Record<SessionAction, () => void>> = {
    snapshot: () => void this.stage?.snapshot(),
    freeze: () => (this.showing = { kind: 'frozen' }),
    live: () => this.#backToLive(),
    panel: () => (this.panelOpen = !this.panelOpen),
    invite: () => this.dispatchEvent(new SessionInviteRequestEvent(this.session)),
    leave: () => this.#leave(),
    end: () => this.ending?.show(),
  };

  /** The page takes the view away, or leaves it standing: then it is out of the session all the same. */
  #leave(): void {
    this.dispatchEvent(new SessionViewClosedEvent());
    this.#join.leave();
  }

  /** A dialog that opened with nothing to press in it has the focus itself: then the keys of the tools are heard from there. */
  #takeFocus(stage: NearhandSessionStage): void {
    const root = this.getRootNode() as Document | ShadowRoot;
    let focused = root.activeElement;
    if (!focused?.contains(this)) return;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (focused instanceof HTMLDialogElement) stage.focus({ preventScroll: true });
  }

  #backToLive(): void {
    this.showing = LIVE;
    this.controls?.focus();
  }

  #onAction(event: SessionActionEvent): void {
    this.#actions[event.action]();
  }

  /** The page's own listeners sit further up and are asked first: they run before the next microtask. */
  #onDraw(event: PictureDrawRequestEvent): void {
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      this.showing = { kind: 'kept', item: event.item };
      this.panelOpen = false;
    });
  }

  #onKey(event: KeyboardEvent): void {
    const typing = event
      .composedPath()
      .some((one) => one instanceof HTMLElement && one.matches('input, textarea'));
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) this.stage?.press(event);
  }
}

defineElement('nearhand-session-view', NearhandSessionView);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-view': NearhandSessionView;
  }
}
