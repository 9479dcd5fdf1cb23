import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomPerson } from '../../live/room/room-state.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import type { LiveSession } from '../../ui/live-session.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { initialsOf } from './initials.js';
import { peopleText } from './people.text.js';

/**
 * Who is in a live session, who waits to be let in, and the buttons to decide.
 *
 * @tag nearhand-people
 * @summary Who is in the session and who waits.
 *
 * @csspart person - One person.
 */
export class NearhandPeople extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      ul {
        display: grid;
        gap: 4px;
        padding: 12px 16px;
      }
      .empty {
        padding: 32px 16px;
        text-align: center;
      }
      li {
        display: grid;
        grid-template-columns: 32px minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 12px;
        min-block-size: 48px;
      }
      .initials {
        display: grid;
        place-items: center;
        inline-size: 32px;
        block-size: 32px;
        border-radius: 50%;
        background: var(--_accent-soft);
        font-size: var(--_size-s);
        font-weight: 600;
      }
      .who {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }
      .waiting .state {
        color: var(--_wait);
      }
      .error {
        padding: 12px 16px 0;
        color: var(--_danger);
      }
      .buttons {
        display: flex;
        gap: 4px;
      }
    `,
  ];

  readonly #text = new Text(this, 'people', peopleText);
  readonly #people = new Follow(this, () => this.live?.room.people);

  /** The live session. */
  @property({ attribute: false }) live: LiveSession | undefined;

  @state() private error: unknown;

  override render(): TemplateResult {
    const people = this.#people.value ?? [];
    if (people.length === 0) return html`<p class="empty muted">${this.#text.words.nobody}</p>`;
    return html`${this.error ? html`<p class="error" role="alert">${this.#text.error(this.error)}</p>` : nothing}
      <ul>
        ${repeat(
          people,
          (one) => one.peerId,
          (one) => this.#renderPerson(one),
        )}
      </ul>`;
  }

  #renderPerson({ person, presence }: RoomPerson): TemplateResult {
    const { words } = this.#text;
    return html`<li class=${presence} part="person" data-person=${person.id}>
      <span class="initials" aria-hidden="true">${initialsOf(person.name)}</span>
      <span class="who">
        <bdi class="one-line" title=${person.name}>${person.name}</bdi>
        <span class="state small muted">${words.roles[person.role]} · ${words[presence]}</span>
      </span>
      ${presence === 'waiting' ? this.#renderDecision(person.id, person.name) : nothing}
    </li>`;
  }

  #renderDecision(id: string, name: string): TemplateResult {
    const { words } = this.#text;
    return html`<span class="buttons">
      <button
        class="primary"
        aria-label=${words.admitLong(name)}
        @click=${() => this.#decide(this.live?.admit(id))}
      >
        ${words.admit}
      </button>
      <button
        class="quiet"
        aria-label=${words.refuseLong(name)}
        @click=${() => this.#decide(this.live?.refuse(id))}
      >
        ${words.refuse}
      </button>
    </span>`;
  }

  async #decide(decision: Promise<void> | undefined): Promise<void> {
    this.error = undefined;
    await decision?.catch((error: unknown) => (this.error = error));
  }
}

defineElement('nearhand-people', NearhandPeople);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-people': NearhandPeople;
  }
}
