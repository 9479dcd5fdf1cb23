import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live as onlyIfOther } from 'lit/directives/live.js';
import { Undo2, X } from 'lucide';
import type { Annotation } from '../../domain/annotation.js';
import { asNearhandError } from '../../host/errors.js';
import type { Host } from '../../host/host.js';
import type { RoomPerson, RoomState } from '../../live/room/room-state.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import type { LiveSession } from '../../ui/live-session.js';
import { MediaStreams } from '../../ui/media-streams.js';
import { TellOfEnd } from '../../ui/tell-of-end.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { Workspace, workspaceContext } from '../../ui/workspace.js';
import '../anchor-notes/anchor-notes.js';
import '../device-trouble/device-trouble.js';
import '../chat/chat.js';
import '../video-stage/video-stage.js';
import { renderControls, type ChatSheet } from './guest-call-controls.js';
import { renderEnding } from './guest-call-ending.js';
import { guestCallStyles } from './guest-call.styles.js';
import { joinText } from './join.text.js';

/**
 * The session as a guest has it in the hand: their own camera edge to edge with the expert's marks on it, few large
 * buttons, and one word about how it stands.
 *
 * @tag nearhand-guest-call
 * @summary Waiting room and session on the guest's phone.
 *
 * @fires {Event} nearhand-join-again - The guest wants to go in again.
 * @fires {SessionEndedEvent} nearhand-session-ended - The guest's part is over.
 */
export class NearhandGuestCall extends LitElement {
  static override styles = [tokens, controls, guestCallStyles];

  readonly #text = new Text(this, 'join', joinText);
  readonly #room = new Follow<RoomState>(this, () => this.live?.room.state);
  readonly #people = new Follow(this, () => this.live?.room.people);
  readonly #media = new Follow(this, () => this.live?.media.state);
  readonly #marks = new Follow(this, () => this.live?.room.board.marks);
  readonly #streams = new MediaStreams();

  /** Our part in the session. */
  @property({ attribute: false }) live: LiveSession | undefined;
  /** The host whose backend our grant has opened. */
  @property({ attribute: false }) host: Host | undefined;
  /** Who invited. */
  @property({ attribute: 'host-name' }) hostName = '';

  /** Ours as this guest; the chat inside reads and writes through it. */
  @state()
  workspace: Workspace | undefined;

  @state() private chat: ChatSheet = 'closed';
  @state() private drawing = false;

  @query('dialog') private dialog!: HTMLDialogElement | null;

  /** Made with the workspace: a provider that appears while the element around it renders makes that one render twice. */
  #provider: ContextProvider<typeof workspaceContext> | undefined;
  #unwatch: (() => void) | undefined;
  #attached: LiveSession | undefined;
  readonly #end = new TellOfEnd();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('live')) this.#watch();
    const room = this.#room.value;
    if (room && 'self' in room) this.#attach(room);
    this.#end.look(this, this.live?.sessionId ?? '', room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#unwatch?.();
      void this.workspace?.close();
    });
  }

  override render(): TemplateResult {
    const room = this.#room.value;
    if (room?.status === 'ended')
      return renderEnding(room, this.#text, () => this.dispatchEvent(new Event('nearhand-join-again')));
    return html`<div class="call">
      <h1 class="visually-hidden">${this.#text.words.callTitle(this.hostName)}</h1>
      <div class="picture">
        ${this.#renderPicture(room)}
        <div class="top">
          ${this.#renderWord(room)}
          <nearhand-device-trouble exportparts="trouble" .media=${this.live?.media}></nearhand-device-trouble>
        </div>
        ${this.#renderFace()} ${this.#renderUndo()} ${this.chat === 'open' ? this.#renderChat() : nothing}
      </div>
      ${this.#renderControls(room)} ${this.#renderSound()} ${this.#renderLeaving()}
    </div>`;
  }

  #renderPicture(room: RoomState | undefined): TemplateResult {
    const { words } = this.#text;
    const camera = this.#media.value?.camera;
    if (camera?.status !== 'on') {
      return html`<div class="empty">
        <p>${words.noCamera}</p>
        <button @click=${() => void this.live?.media.start({ camera: true, microphone: false })}>
          ${words.camera}
        </button>
      </div>`;
    }
    return html`<nearhand-video-stage
        exportparts="video"
        class="own"
        fit="auto"
        surface=${room && 'self' in room ? room.self.id : ''}
        label=${words.ownPicture}
        tool=${this.drawing ? 'freehand' : nothing}
        color="yellow"
        .track=${camera.track}
        .board=${this.live?.room.board}
        .anchoring=${this.live?.room.anchoring}
      ></nearhand-video-stage>
      <nearhand-anchor-notes
        surface=${room && 'self' in room ? room.self.id : ''}
        .board=${this.live?.room.board}
        .anchoring=${this.live?.room.anchoring}
      ></nearhand-anchor-notes>`;
  }

  /** Where the picture is drawn on: the last stroke can be taken back. */
  #renderUndo(): TemplateResult | typeof nothing {
    const board = this.live?.room.board;
    if (!this.drawing || !board || !this.#marks.value) return nothing;
    const { undo } = this.#text.words;
    return html`<button
      class="undo"
      aria-label=${undo}
      ?disabled=${!board.canUndo}
      @click=${() => board.undo()}
    >
      ${icon(Undo2)}<span>${undo}</span>
    </button>`;
  }

  #renderWord(room: RoomState | undefined): TemplateResult | typeof nothing {
    const { words } = this.#text;
    if (!room || room.status === 'joining')
      return html`<div class="word" role="status">${words.entering}</div>`;
    if (room.status === 'waiting') {
      return html`<div class="word" role="status">
        <b>${words.waitTitle(this.hostName)}</b><span>${words.waitHint}</span>
      </div>`;
    }
    if (room.status === 'reconnecting')
      return html`<div class="word" role="status">${words.reconnecting}</div>`;
    const agentHere = this.#agents.some((one) => one.presence === 'live');
    return agentHere
      ? nothing
      : html`<div class="word" role="status">${words.agentAway(this.hostName)}</div>`;
  }

  get #agents(): readonly RoomPerson[] {
    return (this.#people.value ?? []).filter((one) => one.person.role === 'agent');
  }

  #renderFace(): TemplateResult | typeof nothing {
    const agent = this.#agents.find((one) => one.tracks.has('camera'));
    if (!agent) return nothing;
    return html`<nearhand-video-stage
      exportparts="video"
      class="face"
      fit="cover"
      label=${this.#text.words.expert(agent.person.name)}
      .track=${agent.tracks.get('camera')}
    ></nearhand-video-stage>`;
  }

  #renderChat(): TemplateResult {
    const { words } = this.#text;
    return html`<section class="chat-sheet" aria-label=${words.chat}>
      <header role="none">
        <h2>${words.chat}</h2>
        <button class="quiet icon-only" aria-label=${words.closeChat} @click=${() => (this.chat = 'closed')}>
          ${icon(X)}
        </button>
      </header>
      <nearhand-chat
        exportparts="log: chat-log, form: chat-form"
        session=${this.live?.sessionId ?? ''}
      ></nearhand-chat>
    </section>`;
  }

  #renderControls(room: RoomState | undefined): TemplateResult {
    const isIn = room?.status === 'live' || room?.status === 'reconnecting';
    const shown = {
      media: this.live?.media,
      call: isIn ? { drawing: this.drawing, chat: this.chat } : undefined,
      onDraw: () => (this.drawing = !this.drawing),
      onChat: () => (this.chat = this.chat === 'open' ? 'closed' : 'open'),
      onEnd: () => this.dialog?.showModal(),
    };
    return renderControls(shown, this.#text.words);
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

  #renderLeaving(): TemplateResult {
    const { words } = this.#text;
    return html`<dialog aria-labelledby="leaving">
      <h2 id="leaving">${words.endTitle}</h2>
      <div>
        <button @click=${() => this.dialog?.close()}>${words.stay}</button>
        <button class="danger" @click=${() => void this.live?.close('guestLeft')}>${words.leave}</button>
      </div>
    </dialog>`;
  }

  #attach(room: Extract<RoomState, { self: unknown }>): void {
    const { live, host } = this;
    if (!live || !host || this.#attached === live) return;
    this.#attached = live;
    const workspace = new Workspace(host, room.self);
    this.workspace = workspace;
    this.#provider ??= new ContextProvider(this, { context: workspaceContext });
    this.#provider.setValue(workspace);
    live.attach(workspace, room.session).catch((error: unknown) => {
      workspace.problem.set(asNearhandError(error, 'storage/failed', 'the records could not be joined'));
    });
  }

  /** The phone buzzes once for each mark that the expert begins; a word of the chat shows on its button. */
  #watch(): void {
    this.#unwatch?.();
    const { live } = this;
    if (!live) return;
    let known = new Set<string>();
    const stops = [
      live.room.board.marks.subscribe((marks) => {
        if (marks.some((mark) => isOthers(mark, live) && !known.has(mark.id))) navigator.vibrate?.(40);
        known = new Set(marks.map((mark) => mark.id));
      }),
      live.room.onShared(() => {
        if (this.chat === 'closed') this.chat = 'unread';
      }),
    ];
    this.#unwatch = () => stops.forEach((stop) => stop());
  }
}

function isOthers(mark: Annotation, live: LiveSession): boolean {
  const { value } = live.room.state;
  return 'self' in value && mark.author.id !== value.self.id;
}

defineElement('nearhand-guest-call', NearhandGuestCall);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-guest-call': NearhandGuestCall;
  }
}
