import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { GuestPreview } from '../../domain/live-grant.js';
import { asNearhandError, isAbort, NearhandError } from '../../host/errors.js';
import { pageInsecure } from '../../live/media/errors.js';
import { LocalMedia } from '../../live/media/local-media.js';
import { tabMemory } from '../../live/room/session-memory.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { HostContext } from '../../ui/host-context.js';
import type { LiveSession } from '../../ui/live-session.js';
import { prepareCall } from '../../ui/prepare-call.js';
import { callErrorText } from '../../ui/text/call-error-text.js';
import { addErrorText, Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { whenIdle } from '../../ui/when-idle.js';
import { workspaceContext } from '../../ui/workspace.js';
import type { Workspace } from '../../ui/workspace.js';
import './join-problem.js';
import type { LinkPastedEvent } from './join-problem.js';
import { joinStyles } from './join.styles.js';
import { joinText } from './join.text.js';
import './join-welcome.js';
import type { ConsentGivenEvent } from './join-welcome.js';
import { keepLinkToken, takeLinkToken } from './link-token.js';

addErrorText(callErrorText);

type Step =
  | { readonly at: 'loading' }
  | { readonly at: 'problem'; readonly error?: NearhandError }
  /** `agreed`: what comes next is still on its way. */
  | { readonly at: 'welcome'; readonly preview: GuestPreview; readonly agreed: boolean }
  | { readonly at: 'declined'; readonly preview: GuestPreview }
  | { readonly at: 'camera'; readonly preview: GuestPreview; readonly name: string; readonly resume: boolean }
  | {
      readonly at: 'call';
      readonly preview: GuestPreview;
      readonly name: string;
      readonly live: LiveSession;
    };

const callCode = () => import('./call-code.js');

/** Survives a reload of the tab and no longer; a guest comes back with it as the same person. */
const memory = tabMemory('nearhand:access');
/** What the guest called themselves; where nothing can be kept, they are a guest after a reload. */
const nameMemory = tabMemory('nearhand:guest-name');

/**
 * The guest's page: who invites, consent, the camera, the waiting room, then the session. Reads the guest link's token
 * from the address's fragment and removes it there; nothing is redeemed before the guest has agreed.
 *
 * @tag nearhand-join
 * @summary The guest's page, from the link to the session's end.
 *
 * @fires {SessionEndedEvent} nearhand-session-ended - The guest's part is over, with its reason: they left, were turned away or sent out, or it was ended. Not where the connection failed.
 */
export class NearhandJoin extends LitElement {
  static override styles = [tokens, controls, joinStyles];

  readonly #text = new Text(this, 'join', joinText);
  readonly #workspace = new HostContext(this, workspaceContext, () =>
    this.#fail(new NearhandError('page/misused', 'no host is around this tag')),
  );

  @state() private step: Step = { at: 'loading' };

  #token: string | undefined;
  /** The step whose devices were looked after last. */
  #left: Step = this.step;
  #media = new LocalMedia();
  #opened: Workspace | undefined;
  #shown: Step['at'] = 'loading';

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.closest('main, [role]')) this.setAttribute('role', 'main');
    globalThis.addEventListener('hashchange', this.#onNewLink);
  }

  override willUpdate(): void {
    this.#follow();
    if (this.step !== this.#left) this.#release();
  }

  /** A host, another one, or none any more. */
  #follow(): void {
    const workspace = this.#workspace.value;
    if (this.#opened === workspace) return;
    if (this.#opened) this.step = { at: 'loading' };
    this.#opened = workspace;
    if (!workspace) return;
    const link = takeLinkToken();
    if (link?.isNew) memory.clear();
    void this.#open(link?.token);
  }

  override updated(): void {
    const before = this.#shown;
    this.#shown = this.step.at;
    if (before !== 'loading' && before !== this.step.at) void this.#focusHeading();
    if (before !== 'welcome' && this.step.at === 'welcome') void whenIdle().then(() => this.#prepare());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('hashchange', this.#onNewLink);
    queueMicrotask(() => {
      if (this.isConnected) return;
      const { step } = this;
      if (step.at === 'call') void step.live.close('guestLeft');
      this.#media.dispose();
    });
  }

  override render(): TemplateResult {
    const { step } = this;
    switch (step.at) {
      case 'loading':
        return html`<div class="screen"><p role="status">${this.#text.words.loading}</p></div>`;
      case 'problem':
        return html`<nearhand-join-problem
          .error=${step.error}
          @nearhand-link-pasted=${this.#onPasted}
          @nearhand-join-again=${() => this.#open(this.#token)}
        ></nearhand-join-problem>`;
      case 'welcome':
        return html`<nearhand-join-welcome
          .preview=${step.preview}
          ?busy=${step.agreed}
          @nearhand-consent-given=${(event: ConsentGivenEvent) => this.#onConsent(step.preview, event.name)}
          @nearhand-consent-denied=${() => (this.step = { at: 'declined', preview: step.preview })}
        ></nearhand-join-welcome>`;
      case 'declined':
        return this.#renderDeclined(step.preview);
      case 'camera':
        return html`<nearhand-join-camera
          exportparts="video, trouble"
          .media=${this.#media}
          ?resume=${step.resume}
          @nearhand-camera-ready=${() => this.#onCamera(step)}
        ></nearhand-join-camera>`;
      case 'call':
        return html`<nearhand-guest-call
          exportparts="video, trouble, chat-log, chat-form"
          .live=${step.live}
          .host=${this.#workspace.value?.host}
          host-name=${step.preview.hostName}
          @nearhand-join-again=${() => this.#goBackIn(step.preview, step.name)}
        ></nearhand-guest-call>`;
    }
  }

  #renderDeclined(preview: GuestPreview): TemplateResult {
    const { words } = this.#text;
    return html`<div class="screen">
      <h1>${words.endings.consentDenied[0]}</h1>
      <p>${words.declined}</p>
      <button @click=${() => (this.step = { at: 'welcome', preview, agreed: false })}>
        ${words.changedMind}
      </button>
    </div>`;
  }

  /** The button that had the focus went with its screen; a screen reader goes on at the new one's heading. */
  async #focusHeading(): Promise<void> {
    const screen = this.renderRoot.firstElementChild;
    if (screen && 'updateComplete' in screen) await screen.updateComplete;
    const heading = (screen?.shadowRoot ?? screen)?.querySelector('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  async #open(token: string | undefined): Promise<void> {
    this.#token = token;
    if (!token) {
      this.step = { at: 'problem' };
      return;
    }
    this.step = { at: 'loading' };
    try {
      const insecure = pageInsecure();
      if (insecure) throw insecure;
      const isBack = memory.read() !== undefined;
      const backend = await this.#workspace.value?.backend();
      const [preview] = await Promise.all([
        backend?.preview(token, AbortSignal.timeout(20_000)),
        isBack ? callCode() : undefined,
      ]);
      if (!preview || token !== this.#token) return;
      this.step = isBack
        ? { at: 'camera', preview, name: nameMemory.read() ?? 'Guest', resume: true }
        : { at: 'welcome', preview, agreed: false };
    } catch (error) {
      if (token === this.#token && !isAbort(error)) this.#fail(error);
    }
  }

  /** A step that is left takes with it what it had: the call goes on nowhere, and no device is open out of its step. */
  #release(): void {
    const { step } = this;
    const before = this.#left;
    this.#left = step;
    if (before.at === 'call' && !(step.at === 'call' && step.live === before.live))
      void before.live.close('guestLeft');
    if (step.at === 'camera' || step.at === 'call') return;
    this.#media.dispose();
    this.#media = new LocalMedia();
  }

  /** While the guest reads: nothing is asked of anybody. What fails is told once they have agreed. */
  #prepare(): void {
    const host = this.#workspace.value?.host;
    if (host) void prepareCall(host);
    callCode().catch(() => undefined);
  }

  async #onConsent(preview: GuestPreview, name: string): Promise<void> {
    nameMemory.write(name);
    const agreed: Step = (this.step = { at: 'welcome', preview, agreed: true });
    try {
      await callCode();
      if (this.step === agreed) this.step = { at: 'camera', preview, name, resume: false };
    } catch (error) {
      if (this.step === agreed) this.#fail(error);
    }
  }

  async #onCamera(step: Extract<Step, { at: 'camera' }>): Promise<void> {
    const host = this.#workspace.value?.host;
    const token = this.#token;
    if (!host || !token) return;
    try {
      const { LiveSession } = await callCode();
      if (this.step !== step) return;
      const entry = { kind: 'guest', token, name: step.name, consent: true } as const;
      const live = await LiveSession.open({ host, entry, media: this.#media, memory });
      if (this.step !== step) return void live.close('guestLeft');
      this.step = { at: 'call', preview: step.preview, name: step.name, live };
    } catch (error) {
      if (this.step === step) this.#fail(error);
    }
  }

  /** A new part in the same session: the devices are asked for anew. */
  #goBackIn(preview: GuestPreview, name: string): void {
    this.#media = new LocalMedia();
    this.step = { at: 'camera', preview, name, resume: true };
  }

  #onPasted(event: LinkPastedEvent): void {
    memory.clear();
    keepLinkToken(event.token);
    void this.#open(event.token);
  }

  readonly #onNewLink = (): void => {
    const link = takeLinkToken();
    if (!link?.isNew) return;
    memory.clear();
    void this.#open(link.token);
  };

  #fail(error: unknown): void {
    this.step = {
      at: 'problem',
      error: asNearhandError(error, 'live/failed', 'the invitation could not be opened'),
    };
  }
}

defineElement('nearhand-join', NearhandJoin);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-join': NearhandJoin;
  }
}
