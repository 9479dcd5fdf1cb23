import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Camera, CameraOff, ImageDown, LogOut, Mic, MicOff, PanelRight, PhoneOff, UserPlus } from 'lucide';
import type { MarkColor, Shape } from '../../domain/annotation.js';
import { newId } from '../../domain/ids.js';
import { now } from '../../domain/primitives.js';
import type { DeviceKind } from '../../live/local-media.js';
import type { RoomPerson, RoomState } from '../../live/room-state.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import {
  HistoryOpenRequestEvent,
  SessionEndedEvent,
  SessionInviteRequestEvent,
  SessionViewClosedEvent,
} from '../../ui/events.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { MediaStreams } from '../../ui/media-streams.js';
import { Text } from '../../ui/text/text.js';
import { clockTime, duration } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import '../mark-tools/mark-tools.js';
import type { ToolChangedEvent } from '../mark-tools/mark-tools.js';
import '../video-stage/video-stage.js';
import type { NearhandVideoStage } from '../video-stage/video-stage.js';
import '../store-notice/store-notice.js';
import { JoinController } from './join-controller.js';
import './session-side.js';
import { sessionViewStyles } from './session-view.styles.js';
import { sessionViewText } from './session-view.text.js';
import { toolForKey } from './tool-keys.js';

/**
 * The live session at the desk: the participant's picture as large as it can be, drawing on it, chat, people, notes
 * and files beside it.
 *
 * @tag nearhand-session-view
 * @summary The AR session of an agent.
 *
 * @csspart head - The title and the state.
 * @csspart stage - The picture.
 * @csspart controls - The buttons below it.
 * @fires {SessionViewClosedEvent} nearhand-session-view-closed - The user left; the session goes on unless it has ended.
 * @fires {SessionEndedEvent} nearhand-session-ended - The session is over.
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

  @state() private tool: Shape = 'arrow';
  @state() private color: MarkColor = 'red';
  @state() private panelOpen = false;
  @state() private toast = '';
  @state() private error: unknown;

  @query('.main') private stage!: NearhandVideoStage | null;
  @query('dialog') private dialog!: HTMLDialogElement | null;
  @query('dialog textarea') private closingNote!: HTMLTextAreaElement | null;

  #told: RoomState | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  /** Whose picture is shown large: the first who sends one and is no agent, else the first who sends one. */
  get #shown(): RoomPerson | undefined {
    const here = (this.#people.value ?? []).filter((one) => one.presence !== 'waiting');
    const sending = here.filter((one) => one.tracks.has('camera'));
    return sending.find((one) => one.person.role !== 'agent') ?? sending[0] ?? here[0];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
  }

  override willUpdate(): void {
    this.#join.want(this.#copy.workspace, this.session);
    const room = this.#room.value;
    if (room?.status !== 'ended' || room === this.#told) return;
    this.#told = room;
    this.dispatchEvent(new SessionEndedEvent(this.session, room.reason));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const join = this.#join.state;
    const room = this.#room.value;
    if (join.status === 'failed') return this.#renderFailed(join.error);
    if (room?.status === 'ended') return this.#renderEnded(room);
    if (!room || room.status === 'joining')
      return this.#renderMessage(html`<p role="status">${words.joining}</p>`);
    return html`<div class="view ${this.panelOpen ? 'panel-open' : ''}" @keydown=${this.#onKey}>
      ${this.#renderHead(room)}
      <div class="stage" part="stage">${this.#renderStage()}</div>
      ${this.#renderControls()}
      <nearhand-session-side
        class="side"
        session=${this.session}
        .live=${this.#join.live}
      ></nearhand-session-side>
      ${this.#renderSound()} ${this.#renderEnding()}
    </div>`;
  }

  #renderHead(room: RoomState): TemplateResult {
    const { words } = this.#text;
    const row = this.#session.value?.row;
    const title = row?.title ?? '';
    const since = row?.startedAt ? ` ${duration(Date.now() - Date.parse(row.startedAt))}` : '';
    const anybody = (this.#people.value ?? []).some((one) => one.presence === 'live');
    const [kind, label] =
      room.status === 'reconnecting'
        ? ['reconnecting', words.reconnecting]
        : anybody
          ? ['live', `${words.live}${since}`]
          : ['alone', words.alone];
    return html`<header class="head" part="head">
      <h2 class="one-line" title=${title}><bdi>${title}</bdi></h2>
      <span class="muted small one-line">${row?.context}</span>
      <span class="badge ${kind}">${label}</span>
    </header>`;
  }

  #renderStage(): TemplateResult {
    const { words } = this.#text;
    const shown = this.#shown;
    const waiting = (this.#people.value ?? []).filter((one) => one.presence === 'waiting');
    return html`
      ${shown?.tracks.get('camera') ? this.#renderPicture(shown) : this.#renderNobody(shown)}
      ${this.#renderSelf()}
      <div class="asks" role="status">${waiting.map((one) => this.#renderAsk(one))}</div>
      <p class="toast" role="status">${this.toast}</p>
      ${this.error ? html`<p class="toast" role="alert">${this.#text.error(this.error)}</p>` : nothing}
      ${shown?.presence === 'reconnecting' ? html`<p class="toast">${words.reconnecting}</p>` : nothing}
    `;
  }

  #renderPicture({ person, tracks }: RoomPerson): TemplateResult {
    const board = this.#join.live?.room.board;
    return html`<nearhand-video-stage
        class="main"
        surface=${person.id}
        label=${this.#text.words.pictureOf(person.name)}
        tool=${this.tool}
        color=${this.color}
        .track=${tracks.get('camera')}
        .board=${board}
      ></nearhand-video-stage>
      <nearhand-mark-tools
        tool=${this.tool}
        color=${this.color}
        .board=${board}
        @nearhand-tool-changed=${this.#onTool}
      ></nearhand-mark-tools>`;
  }

  #renderNobody(shown: RoomPerson | undefined): TemplateResult {
    const { words } = this.#text;
    if (shown) return html`<div class="nobody"><b>${words.noPicture(shown.person.name)}</b></div>`;
    return html`<div class="nobody">
      <b>${words.nobody}</b>
      <span>${words.nobodyHint}</span>
      <button class="primary" @click=${this.#onInvite}>${icon(UserPlus)}${words.invite}</button>
    </div>`;
  }

  #renderSelf(): TemplateResult | typeof nothing {
    const camera = this.#media.value?.camera;
    if (camera?.status !== 'on' || camera.muted) return nothing;
    return html`<div class="tiles">
      <nearhand-video-stage
        mirrored
        fit="cover"
        label=${this.#text.words.ownPicture}
        .track=${camera.track}
      ></nearhand-video-stage>
    </div>`;
  }

  #renderAsk({ person }: RoomPerson): TemplateResult {
    const { words } = this.#text;
    const live = this.#join.live;
    return html`<div class="ask">
      <bdi class="one-line">${words.asks(person.name)}</bdi>
      <span class="row">
        <button class="primary" @click=${() => this.#try(live?.admit(person.id))}>${words.admit}</button>
        <button class="quiet" @click=${() => this.#try(live?.refuse(person.id))}>${words.refuse}</button>
      </span>
    </div>`;
  }

  #renderControls(): TemplateResult {
    const { words } = this.#text;
    const picture = this.#shown?.tracks.has('camera');
    return html`<div class="controls" part="controls">
      ${this.#renderDevice('microphone', [Mic, MicOff], [words.mute, words.unmute])}
      ${this.#renderDevice('camera', [Camera, CameraOff], [words.hideCamera, words.showCamera])}
      <button class="snapshot" ?disabled=${!picture} title=${words.snapshot} @click=${this.#onSnapshot}>
        ${icon(ImageDown)}<span class="label">${words.snapshot}</span>
      </button>
      <button
        class="panel-toggle icon-only"
        aria-label=${words.panel}
        aria-pressed=${this.panelOpen ? 'true' : 'mixed'}
        @click=${() => (this.panelOpen = !this.panelOpen)}
      >
        ${icon(PanelRight)}
      </button>
      <span class="space"></span>
      <button class="invite" title=${words.invite} @click=${this.#onInvite}>
        ${icon(UserPlus)}<span class="label">${words.invite}</span>
      </button>
      <button class="leave" title=${words.leaveLong} @click=${this.#onLeave}>
        ${icon(LogOut)}<span class="label">${words.leave}</span>
      </button>
      <button class="danger end" title=${words.endNow} @click=${() => this.dialog?.showModal()}>
        ${icon(PhoneOff)}<span>${words.end}</span>
      </button>
    </div>`;
  }

  #renderDevice(
    kind: DeviceKind,
    [on, off]: [typeof Mic, typeof Mic],
    [toOff, toOn]: [string, string],
  ): TemplateResult {
    const device = this.#media.value?.[kind];
    const isOn = device?.status === 'on' && !device.muted;
    const failed = device?.status === 'failed' ? this.#text.error(device.error) : undefined;
    return html`<button
      class="icon-only ${kind}"
      title=${failed ?? (isOn ? toOff : toOn)}
      aria-label=${failed ? `${toOn}. ${failed}` : isOn ? toOff : toOn}
      aria-pressed=${isOn ? 'true' : 'false'}
      @click=${() => this.#toggle(kind)}
    >
      ${icon(isOn ? on : off)}
    </button>`;
  }

  #renderSound(): TemplateResult {
    const voices = (this.#people.value ?? []).filter((one) => one.tracks.has('microphone'));
    return html`${voices.map(
      (one) => html`<audio autoplay .srcObject=${this.#streams.of(one.tracks.get('microphone'))}></audio>`,
    )}`;
  }

  #renderEnding(): TemplateResult {
    const { words } = this.#text;
    return html`<dialog aria-labelledby="ending">
      <form method="dialog" @submit=${this.#onEnd}>
        <h2 id="ending">${words.endTitle}</h2>
        <p>${words.endExplain}</p>
        <textarea rows="3" dir="auto" placeholder=${words.note} aria-label=${words.note}></textarea>
        <div class="row">
          <button type="button" @click=${() => this.dialog?.close()}>${words.keep}</button>
          <button class="danger">${words.endNow}</button>
        </div>
      </form>
    </dialog>`;
  }

  #renderFailed(error: unknown): TemplateResult {
    const { words } = this.#text;
    return this.#renderMessage(
      html`<h2>${words.failed}</h2>
        <p role="alert">${this.#text.error(error)}</p>
        <div class="row">
          <button class="primary" @click=${() => this.#join.retry()}>${words.retry}</button>
          <button @click=${this.#onClose}>${words.close}</button>
        </div>`,
    );
  }

  #renderEnded(room: Extract<RoomState, { status: 'ended' }>): TemplateResult {
    const { words } = this.#text;
    const failed = room.reason === 'failed' || room.reason === 'connectionLost';
    if (failed) return this.#renderFailed(room.error);
    return this.#renderMessage(
      html`<h2>${words.ended}</h2>
        ${room.error ? html`<p>${this.#text.error(room.error)}</p>` : nothing}
        <div class="row">
          <button class="primary" @click=${this.#onHistory}>${words.history}</button>
          <button @click=${this.#onClose}>${words.close}</button>
        </div>`,
    );
  }

  #renderMessage(content: TemplateResult): TemplateResult {
    return html`<div class="message">${content}</div>`;
  }

  #onTool(event: ToolChangedEvent): void {
    this.tool = event.tool;
    this.color = event.color;
  }

  #onKey(event: KeyboardEvent): void {
    const typing = event
      .composedPath()
      .some((one) => one instanceof HTMLElement && one.matches('input, textarea'));
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 'z') this.#join.live?.room.board.undo();
    this.tool = toolForKey(event.key) ?? this.tool;
  }

  #toggle(kind: DeviceKind): void {
    const media = this.#join.live?.media;
    const device = media?.state.value[kind];
    if (device?.status === 'on') media?.mute(kind, !device.muted);
    else void media?.start({ camera: kind === 'camera', microphone: kind === 'microphone' });
  }

  #onInvite(): void {
    this.dispatchEvent(new SessionInviteRequestEvent(this.session));
  }

  async #onSnapshot(): Promise<void> {
    const { words } = this.#text;
    const { stage } = this;
    if (!stage) return;
    const name = words.snapshotName(clockTime(now()));
    await this.#try(this.#join.live?.snapshot(stage.video, stage.marks, name), words.snapshotTaken);
  }

  async #onEnd(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const text = this.closingNote?.value.trim();
    const { workspace, store } = this.#copy;
    if (text && workspace && store) {
      const note = { id: newId(), sessionId: this.session, author: workspace.user, text, createdAt: now() };
      await this.#try(store.mutate({ type: 'note.create', sessionId: this.session, note }));
    }
    this.dialog?.close();
    await this.#try(this.#join.live?.end());
  }

  #onLeave(): void {
    this.#onClose();
  }

  #onClose(): void {
    this.dispatchEvent(new SessionViewClosedEvent());
  }

  #onHistory(): void {
    this.dispatchEvent(new HistoryOpenRequestEvent(this.session));
  }

  /** What went wrong shows over the picture; what went well is said there for a moment. */
  async #try(work: Promise<unknown> | undefined, done = ''): Promise<void> {
    this.error = undefined;
    try {
      await work;
      this.toast = done;
      if (done) setTimeout(() => (this.toast = this.toast === done ? '' : this.toast), 3000);
    } catch (error) {
      this.error = error;
    }
  }
}

defineElement('nearhand-session-view', NearhandSessionView);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-view': NearhandSessionView;
  }
}
