import { provide } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isOfPage } from '../../domain/error-code.js';
import { NearhandError } from '../../host/errors.js';
import { hostFault, type Host } from '../../host/host.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { Text, textContext } from '../../ui/text/text.js';
import type { TextOverrides } from '../words.js';
import { tokens } from '../../ui/tokens.js';
import { Workspace, workspaceContext } from '../../ui/workspace.js';
import { DefaultActions } from './default-actions.js';
import { hostFromAttributes } from './from-attributes.js';
import { hostText } from './host.text.js';

/**
 * Shows nothing of its own: it holds the plugins and gives them to every tag inside it, and opens the session view,
 * the invite dialog and History over the page when a tag inside asks for them and the page does not do it itself.
 *
 * Works by attributes alone for the REST adapter, or by the `host` property from `createHost({ plugins })`.
 *
 * @tag nearhand-host
 * @summary Holds the plugins for the tags inside it.
 *
 * @slot - The page's own content, with Nearhand's tags anywhere in it.
 * @csspart problem - The line that says why nothing works.
 */
export class NearhandHost extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      /* The page's own content within looks as the page says. */
      :host {
        display: contents;
        color: inherit;
        font-size: inherit;
        line-height: inherit;
      }
      .problem {
        margin-block: 8px;
        padding: 8px 12px;
        border-inline-start: 3px solid var(--_danger);
        border-radius: var(--_radius-control);
        background: var(--_sunken);
        color: var(--_text);
        font: inherit;
      }
    `,
  ];

  readonly #words = new Text(this, 'host', hostText, () => this.text);
  readonly #hostState = new Follow(this, () => this.workspace?.host.state);
  readonly #found = new Follow(this, () => this.workspace?.problem);
  readonly #actions = new DefaultActions(this, {
    names: () => this.#words.words,
    onError: (error) => (this.problem = error),
  });

  /** Base URL of a server that speaks the REST adapter's contract. */
  @property() backend = '';
  /** Where the vendor's own server answers `{ token }` for whoever is signed in. A guest's page has none. */
  @property({ attribute: 'token-src' }) tokenSrc = '';
  /** Whose data it is; a tenant never sees another's local copy. */
  @property() tenant = 'default';
  /** Id of the signed-in agent; absent on a guest's page. */
  @property() user = '';
  /** Their name as others see it. */
  @property({ attribute: 'user-name' }) userName = '';
  /** Which live plugin to load when a session is joined. */
  @property() live: 'peerjs' | 'local' | 'none' = 'peerjs';
  /** Where the page serves the files of `nearhand/workers`, if it has copies of its own. */
  @property() workers = '';
  /** From `createHost({ plugins })`; goes before the attributes. The page that made it disposes of it. */
  @property({ attribute: false }) host: Host | undefined;
  /** The page's own words for any of the kit's. */
  @provide({ context: textContext })
  @property({ attribute: false })
  text: TextOverrides | undefined;

  @provide({ context: workspaceContext })
  @state()
  workspace: Workspace | undefined;

  @state() private problem: unknown;

  /** Changes with each new set of plugins, and with none: who waited for one looks whether it came. */
  #generation = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#actions.listen();
    if (this.hasUpdated && !this.workspace && (this.host || this.backend)) this.#restart();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') && this.text) void this.#tellOfText(this.text);
    const asked = SETTINGS.some((name) => changed.has(name));
    if (!asked) return;
    if (this.host || this.backend) this.#restart();
    else if (changed.get('host') ?? changed.get('backend')) void this.#stop();
    else void this.#await();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Taken out and put back in the same turn is a move: everything goes on as it was.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#actions.close();
      void this.#stop();
    });
  }

  override render(): TemplateResult {
    const hostState = this.#hostState.value;
    const error =
      this.problem ?? (hostState?.status === 'failed' ? hostState.error : ofPage(this.#found.value));
    return html`
      ${error ? html`<p class="problem" part="problem" role="alert">${this.#words.error(error)}</p>` : nothing}
      <slot></slot>
      ${this.#actions.render()}
    `;
  }

  #restart(): void {
    void this.#stop();
    this.problem = undefined;
    try {
      this.#use(this.host ?? hostFromAttributes(this));
    } catch (error) {
      this.problem = error;
    }
  }

  /** Quiet for a while: a page may well set what it has after the tag is there. */
  async #await(): Promise<void> {
    void this.#stop();
    const generation = this.#generation;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (generation !== this.#generation) return;
    const { noBackend } = await import('./no-backend.js');
    if (generation === this.#generation) this.problem = noBackend(this);
  }

  #use(host: Host): void {
    const fault = hostFault(host);
    if (!fault) {
      this.workspace = new Workspace(host);
      return;
    }
    this.problem = new NearhandError('page/misused', fault);
    void import('./setup-faults.js').then(({ tellOfHost }) => tellOfHost(fault, host));
  }

  async #tellOfText(text: TextOverrides): Promise<void> {
    const { tellOfText } = await import('./setup-faults.js');
    tellOfText(text);
  }

  async #stop(): Promise<void> {
    this.#generation++;
    const { workspace } = this;
    this.workspace = undefined;
    await workspace?.close();
    if (workspace && workspace.host !== this.host) await workspace.host.dispose();
  }
}

/** What concerns the whole page is said here, and once. */
const ofPage = (error: NearhandError | undefined): NearhandError | undefined =>
  error && isOfPage(error.code) ? error : undefined;

/** How long a page may take to give its host or its backend, in ms. */
const PATIENCE = 1_000;

const SETTINGS = ['backend', 'tokenSrc', 'tenant', 'user', 'userName', 'live', 'workers', 'host'] as const;

defineElement('nearhand-host', NearhandHost);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-host': NearhandHost;
  }
}
