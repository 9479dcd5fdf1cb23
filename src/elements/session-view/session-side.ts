import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import type { LiveSession } from '../../ui/live-session.js';
import { tabKey } from '../../ui/tab-key.js';
import { tabStyles } from '../../ui/tab-styles.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import '../chat/chat.js';
import '../files/files.js';
import '../notes/notes.js';
import '../people/people.js';
import { sessionViewText } from './session-view.text.js';
import { shownPerson } from './shown-person.js';

const TABS = ['chat', 'people', 'notes', 'files'] as const;
type Tab = (typeof TABS)[number];

/**
 * What stands beside the picture in a live session: chat, people, notes and files.
 *
 * @tag nearhand-session-side
 * @summary Chat, people, notes and files of a live session.
 *
 * @csspart tabs - The tabs.
 */
export class NearhandSessionSide extends LitElement {
  static override styles = [
    tokens,
    controls,
    tabStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }
      .tabs {
        padding-block-start: 4px;
      }
      .count {
        min-inline-size: 18px;
        padding: 0 5px;
        border-radius: 999px;
        background: var(--_wait);
        color: var(--_surface);
        font-size: var(--_size-s);
        line-height: 18px;
      }
    `,
  ];

  readonly #text = new Text(this, 'session-view', sessionViewText);
  readonly #people = new Follow(this, () => this.live?.room.people);

  /** Id of the session. */
  @property() session = '';
  /** The live session. */
  @property({ attribute: false }) live: LiveSession | undefined;

  @state() private tab: Tab = 'chat';

  override render(): TemplateResult {
    return html`
      <div class="tabs" part="tabs" role="tablist" aria-label=${this.#text.words.panel} @keydown=${tabKey}>
        ${TABS.map((tab) => this.#renderTab(tab))}
      </div>
      <div id="panel" class="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.#renderPanel()}
      </div>
    `;
  }

  #renderTab(tab: Tab): TemplateResult {
    const selected = tab === this.tab;
    const waiting = tab === 'people' ? this.#waiting : 0;
    return html`<button
      role="tab"
      id="tab-${tab}"
      aria-controls="panel"
      aria-selected=${selected ? 'true' : 'false'}
      tabindex=${selected ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${this.#text.words.panels[tab]} ${waiting > 0 ? html`<span class="count">${waiting}</span>` : nothing}
    </button>`;
  }

  get #waiting(): number {
    return (this.#people.value ?? []).filter((one) => one.presence === 'waiting').length;
  }

  get #isSeen(): boolean {
    return shownPerson(this.#people.value ?? [])?.tracks.has('camera') ?? false;
  }

  #renderPanel(): TemplateResult {
    const { session } = this;
    const panels: Record<Tab, () => TemplateResult> = {
      chat: () =>
        html`<nearhand-chat exportparts="log: chat-log, form: chat-form" session=${session}></nearhand-chat>`,
      people: () => html`<nearhand-people exportparts="person" .live=${this.live}></nearhand-people>`,
      notes: () =>
        html`<nearhand-notes
          exportparts="list: notes-list, form: notes-form"
          session=${session}
        ></nearhand-notes>`,
      files: () =>
        html`<nearhand-files
          exportparts="grid: files-grid"
          session=${session}
          ?drawable=${this.#isSeen}
        ></nearhand-files>`,
    };
    return panels[this.tab]();
  }
}

defineElement('nearhand-session-side', NearhandSessionSide);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-side': NearhandSessionSide;
  }
}
