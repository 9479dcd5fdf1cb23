import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { UserPlus } from 'lucide';
import type { MarkColor, Shape } from '../../domain/annotation.js';
import { now } from '../../domain/primitives.js';
import { oneLine } from '../../domain/one-line.js';
import type { Person } from '../../domain/session.js';
import type { RoomPerson } from '../../live/room/room-state.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { SessionInviteRequestEvent } from '../../ui/events.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import type { LiveSession } from '../../ui/live-session.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { shortName } from '../../ui/text/short-name.js';
import { Text } from '../../ui/text/text.js';
import { clockTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import '../anchor-notes/anchor-notes.js';
import '../device-trouble/device-trouble.js';
import '../mark-tools/mark-tools.js';
import type { ToolChangedEvent } from '../mark-tools/mark-tools.js';
import '../video-stage/video-stage.js';
import type { NearhandVideoStage } from '../video-stage/video-stage.js';
import './kept-bar.js';
import { KeptOnStage } from './kept-on-stage.js';
import { ownPicture } from './own-picture.js';
import { SessionActionEvent } from './session-controls.js';
import { sessionStageStyles } from './session-stage.styles.js';
import { sessionViewText } from './session-view.text.js';
import { LIVE, type Showing } from './showing.js';
import { shownPerson } from './shown-person.js';
import { letterOf, toolForKey } from './tool-keys.js';

/** How long a word over the picture stays, in ms. */
const WORD_TIME = 3000;

/** In CSS pixels: how far the tools lie over the picture, with their distance from its edge. */
const TOOLS_REACH = 52;

/**
 * The picture of a live session at the desk: the participant's video with the drawing tools, one's own small, and the
 * question of whoever wants to come in.
 *
 * @tag nearhand-session-stage
 * @summary The picture of a live session.
 *
 * @fires {SessionInviteRequestEvent} nearhand-session-invite-request - Somebody is to be invited. Cancelable.
 * @fires {SessionActionEvent} nearhand-session-action - The live picture is to be shown again.
 */
export class NearhandSessionStage extends LitElement {
  static override styles = [tokens, controls, sessionStageStyles];

  readonly #text = new Text(this, 'session-view', sessionViewText);
  readonly #people = new Follow(this, () => this.live?.room.people);
  readonly #media = new Follow(this, () => this.live?.media.state);
  readonly #copy = new LocalCopy(this);
  readonly #kept = new KeptOnStage(this);

  /** Our part in the session. */
  @property({ attribute: false }) live: LiveSession | undefined;
  /** What stands here: the live picture, that one frozen, or one of the files. */
  @property({ attribute: false }) showing: Showing = LIVE;

  @state() private tool: Shape = 'arrow';
  @state() private color: MarkColor = 'red';
  @state() private word = '';
  @state() private error: unknown;

  @query('.main') private picture!: NearhandVideoStage | null;

  override connectedCallback(): void {
    super.connectedCallback();
    // The keys of the tools are heard where the focus is; what is pressed here takes it, or goes away with it.
    this.tabIndex = -1;
  }

  override willUpdate(): void {
    this.#kept.want(this.showing.kind === 'kept' ? this.showing.item : undefined, this.#copy.store);
  }

  override render(): TemplateResult {
    const people = this.#people.value ?? [];
    const shown = shownPerson(people);
    const waiting = people.filter((one) => one.presence === 'waiting');
    return html`
      ${shown?.tracks.get('camera') ? this.#renderPicture(shown) : this.#renderNobody(shown)}
      ${ownPicture(this.#media.value?.camera, this.#text.words.ownPicture)}
      <div class="top ${this.showing.kind === 'kept' ? 'beside' : ''}">
        <nearhand-kept-bar
          .state=${this.#kept.state}
          @nearhand-session-action=${(event: SessionActionEvent) => this.dispatchEvent(new SessionActionEvent(event.action))}
          @nearhand-kept-retry=${() => this.#kept.retry(this.#copy.store)}
        ></nearhand-kept-bar>
        <nearhand-device-trouble exportparts="trouble" .media=${this.live?.media}></nearhand-device-trouble>
        <div class="asks" role="status">${waiting.map((one) => this.#renderAsk(one))}</div>
      </div>
      ${this.#renderWords(shown)}
    `;
  }

  /** Chooses the tool of this key, or undoes; other keys do nothing. */
  press(key: KeyboardEvent): void {
    const letter = letterOf(key);
    if (letter === undefined) return;
    if (letter === 'z') this.live?.room.board.undo();
    this.tool = toolForKey(letter) ?? this.tool;
  }

  /** Keeps the picture as it is now, with its marks. */
  async snapshot(): Promise<void> {
    const { picture, placed } = this.picture ?? {};
    const { words } = this.#text;
    if (!picture || !placed) return;
    const name = oneLine(words.snapshotName(clockTime(now(), this.#text.language)));
    await this.#try(this.live?.snapshot(picture, placed, name), words.snapshotTaken);
  }

  #renderPicture({ person, tracks }: RoomPerson): TemplateResult {
    const { board, anchoring } = this.live?.room ?? {};
    return html`<nearhand-video-stage
        exportparts="video"
        class="main"
        covered-start=${TOOLS_REACH}
        surface=${person.id}
        label=${this.#text.words.pictureOf(person.name)}
        tool=${this.tool}
        color=${this.color}
        ?frozen=${this.showing.kind === 'frozen'}
        .kept=${this.#kept.picture}
        .track=${tracks.get('camera')}
        .board=${board}
        .anchoring=${anchoring}
        @pointerdown=${this.#takeFocus}
      ></nearhand-video-stage>
      ${this.#kept.picture ? nothing : this.#renderNotes(person)}
      <nearhand-mark-tools
        exportparts="tools"
        tool=${this.tool}
        color=${this.color}
        .board=${board}
        @nearhand-tool-changed=${this.#onTool}
      ></nearhand-mark-tools>`;
  }

  /** Of the live picture. */
  #renderNotes({ id }: Person): TemplateResult {
    const { board, anchoring } = this.live?.room ?? {};
    return html`<nearhand-anchor-notes
      surface=${id}
      .board=${board}
      .anchoring=${anchoring}
    ></nearhand-anchor-notes>`;
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

  #renderAsk({ person }: RoomPerson): TemplateResult {
    const { words } = this.#text;
    return html`<div class="ask">
      <bdi title=${person.name}>${words.asks(shortName(person.name))}</bdi>
      <button class="primary" @click=${() => this.#decide(this.live?.admit(person.id))}>
        ${words.admit}
      </button>
      <button class="quiet" @click=${() => this.#decide(this.live?.refuse(person.id))}>
        ${words.refuse}
      </button>
    </div>`;
  }

  #renderWords(shown: RoomPerson | undefined): TemplateResult {
    const { words } = this.#text;
    const word = shown?.presence === 'reconnecting' ? words.theirReconnecting(shown.person.name) : this.word;
    return html`<p class="word" role="status">${word}</p>
      ${this.error ? html`<p class="word" role="alert">${this.#text.error(this.error)}</p>` : nothing}`;
  }

  #onTool(event: ToolChangedEvent): void {
    this.tool = event.tool;
    this.color = event.color;
  }

  #takeFocus(): void {
    this.focus({ preventScroll: true });
  }

  /** The buttons go with the question. */
  async #decide(work: Promise<unknown> | undefined): Promise<void> {
    this.#takeFocus();
    await this.#try(work);
  }

  #onInvite(): void {
    this.dispatchEvent(new SessionInviteRequestEvent(this.live?.sessionId ?? ''));
  }

  /** What went wrong shows over the picture; what went well is said there for a moment. */
  async #try(work: Promise<unknown> | undefined, done = ''): Promise<void> {
    this.error = undefined;
    try {
      await work;
      if (!done) return;
      this.word = done;
      setTimeout(() => {
        if (this.word === done) this.word = '';
      }, WORD_TIME);
    } catch (error) {
      this.error = error;
    }
  }
}

defineElement('nearhand-session-stage', NearhandSessionStage);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-stage': NearhandSessionStage;
  }
}
