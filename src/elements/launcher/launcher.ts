import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Headset } from 'lucide';
import { timeNow } from '../../domain/clock.js';
import type { Session } from '../../domain/session.js';
import { isAbort } from '../../host/errors.js';
import { contextError } from '../../ui/context-error.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { SessionCreatedEvent, SessionOpenRequestEvent } from '../../ui/events.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { missing } from '../../ui/missing.js';
import { listOf } from '../../ui/text/isolate.js';
import { shortName } from '../../ui/text/short-name.js';
import { Text } from '../../ui/text/text.js';
import { relativeTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import { launcherStyles } from './launcher.styles.js';
import { launcherText } from './launcher.text.js';

/**
 * The button on a ticket page: starts the ticket's session, or resumes the one that is open, whoever of the team
 * started it.
 *
 * @tag nearhand-launcher
 * @summary Start or resume the ticket's session.
 *
 * @csspart button - The button.
 * @csspart state - The line below it that says who is in the session.
 * @fires {SessionOpenRequestEvent} nearhand-session-open-request - The session is to be shown. Cancelable.
 * @fires {SessionCreatedEvent} nearhand-session-created - A session was created.
 */
export class NearhandLauncher extends LitElement {
  static override styles = [tokens, controls, launcherStyles];

  readonly #text = new Text(this, 'launcher', launcherText);
  readonly #copy = new LocalCopy(this);
  readonly #session = this.#copy.query(
    () => this.context,
    (store) => store.sessions({ status: 'open', context: this.context, limit: 1 }),
  );

  /** Names the ticket anywhere: `system:type:id`. */
  @property() context = '';
  /** What the session is about, shown to everybody in it; the ticket's subject. */
  @property() subject = '';

  @state() private starting = false;
  @state() private error: unknown;

  get #open(): Session | undefined {
    return this.#session.value?.[0]?.row;
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const label = this.#open ? words.resume : words.start;
    const misnamed = this.context ? contextError(this, this.context) : missing(this, 'context');
    const error = this.error ?? misnamed ?? this.#copy.error;
    return html`
      <button
        class="primary"
        part="button"
        ?disabled=${!this.#copy.workspace || !this.context || misnamed}
        aria-disabled=${this.starting ? 'true' : 'false'}
        @click=${this.#onClick}
      >
        ${icon(Headset)}<span>${this.starting ? words.starting : label}</span>
      </button>
      <div class="state ${this.#waiting ? 'waiting' : ''}" part="state" role="status">
        ${this.#renderState()}
      </div>
      ${error ? html`<p class="error" role="alert">${this.#text.error(error)}</p>` : nothing}
    `;
  }

  get #waiting(): boolean {
    return this.#open?.people.some((person) => person.presence === 'waiting') ?? false;
  }

  #renderState(): TemplateResult | typeof nothing {
    const session = this.#open;
    if (!session) return nothing;
    const { words, language } = this.#text;
    const named = (presence: string) =>
      session.people.filter((person) => person.presence === presence).map(({ name }) => shortName(name));
    const [waiting, admitted] = [named('waiting'), named('admitted')];
    if (waiting.length > 0) return line(words.waiting(listOf(waiting, language)));
    if (admitted.length > 0) return line(words.live(listOf(admitted, language)));
    return line(words.openSince(relativeTime(session.createdAt, timeNow(), language)));
  }

  async #onClick(): Promise<void> {
    const { workspace } = this.#copy;
    if (!workspace || this.starting) return;
    this.starting = true;
    this.error = undefined;
    try {
      const ticket = { context: this.context, title: this.subject || this.context };
      const asking = import('../../ui/ticket-session.js');
      // Behind it, as the answer is waited for. Whoever shows the session needs it, and is told if it does not come.
      import('./call-code.js').catch(() => undefined);
      const { openTicketSession } = await asking;
      const { sessionId, created } = await openTicketSession(workspace, ticket, workspace.signal);
      if (created) this.dispatchEvent(new SessionCreatedEvent(sessionId, ticket.context));
      // A page that has gone on to another ticket meanwhile is not interrupted: the session waits at its own.
      if (this.context === ticket.context) this.dispatchEvent(new SessionOpenRequestEvent(sessionId));
    } catch (error) {
      if (!isAbort(error)) this.error = error;
    } finally {
      this.starting = false;
    }
  }
}

const line = (text: string) => html`<span class="dot"></span><span class="line" title=${text}>${text}</span>`;

defineElement('nearhand-launcher', NearhandLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-launcher': NearhandLauncher;
  }
}
