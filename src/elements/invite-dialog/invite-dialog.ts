import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Check, Copy, Download, Share2, X } from 'lucide';
import type { Invitation } from '../../domain/invitations/schema.js';
import { isAbort } from '../../host/errors.js';
import type { MintedInvitation } from '../../ports/backend-port.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { icon } from '../../ui/icon.js';
import { LocalCopy } from '../../ui/local-copy.js';
import { showModal } from '../../ui/show-modal.js';
import { tabKey } from '../../ui/tab-key.js';
import { tabStyles } from '../../ui/tab-styles.js';
import { isSession, sessionError } from '../../ui/session-error.js';
import { Text } from '../../ui/text/text.js';
import { exactTime } from '../../ui/times.js';
import { tokens } from '../../ui/tokens.js';
import '../qr-code/qr-code.js';
import type { NearhandQrCode } from '../qr-code/qr-code.js';
import { inviteDialogStyles } from './invite-dialog.styles.js';
import { inviteDialogText } from './invite-dialog.text.js';

/** The dialog was closed by the user. */
export class InviteDialogClosedEvent extends Event {
  static readonly type = 'nearhand-invite-dialog-closed';

  constructor() {
    super(InviteDialogClosedEvent.type);
  }
}

type LinkState =
  | { readonly status: 'preparing' }
  | { readonly status: 'ready'; readonly minted: MintedInvitation }
  | { readonly status: 'withdrawn' }
  | { readonly status: 'failed'; readonly error: unknown };

const PREPARING: LinkState = { status: 'preparing' };

type Tab = 'link' | 'qr';
const TABS: readonly Tab[] = ['link', 'qr'];

/**
 * Invites somebody into a session: a guest link to copy or share, the same link as a QR code to scan or download, and
 * how far each invitation came.
 *
 * @tag nearhand-invite-dialog
 * @summary Guest link, QR code, and what became of each invitation.
 *
 * @csspart dialog - The dialog.
 * @fires {InviteDialogClosedEvent} nearhand-invite-dialog-closed - The user closed it.
 */
export class NearhandInviteDialog extends LitElement {
  static override styles = [tokens, controls, tabStyles, inviteDialogStyles];

  readonly #text = new Text(this, 'invite-dialog', inviteDialogText);
  readonly #copy = new LocalCopy(this);
  readonly #invitations = this.#copy.query(
    () => this.session,
    (store) => store.ofSession('invitations', this.session),
  );

  /** Id of the session to invite into. */
  @property() session = '';
  /** Shows the dialog. */
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private tab: Tab = 'link';
  @state() private link: LinkState = PREPARING;
  @state() private copied = false;

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.copy') private copyButton!: HTMLButtonElement | null;
  @query('nearhand-qr-code') private qrCode!: NearhandQrCode | null;

  #minting: AbortController | undefined;
  #mintedFor: string | undefined;
  #focused: MintedInvitation | undefined;

  get #minted(): MintedInvitation | undefined {
    return this.link.status === 'ready' ? this.link.minted : undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.open) this.#copy.load(this.session);
    if (changed.has('session')) this.link = PREPARING;
    if (!this.open) this.#mintedFor = undefined;
    else if (isSession(this.session) && this.session !== this.#mintedFor) void this.#mint();
  }

  override updated(): void {
    if (this.open && this.isConnected) showModal(this.dialog);
    if (!this.open && this.dialog.open) this.dialog.close();
    if (this.#minted && this.#minted !== this.#focused) this.copyButton?.focus();
    this.#focused = this.#minted;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#minting?.abort();
      this.#mintedFor = undefined;
    });
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    return html`<dialog part="dialog" aria-labelledby="title" @close=${this.#onClose}>
      <header role="none">
        <h2 id="title">${words.title}</h2>
        <button class="quiet icon-only" aria-label=${words.close} @click=${() => this.dialog.close()}>
          ${icon(X)}
        </button>
      </header>
      <div class="tabs" role="tablist" aria-labelledby="title" @keydown=${tabKey}>
        ${TABS.map((tab) => this.#renderTab(tab))}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.#renderPanel()}
      </div>
      <section aria-labelledby="invited">
        <h3 id="invited">${words.invited}</h3>
        ${this.#renderInvitations()}
      </section>
    </dialog>`;
  }

  #renderTab(tab: Tab): TemplateResult {
    const selected = tab === this.tab;
    return html`<button
      role="tab"
      id="tab-${tab}"
      aria-controls="panel"
      aria-selected=${selected ? 'true' : 'false'}
      tabindex=${selected ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${this.#text.words[tab]}
    </button>`;
  }

  #renderPanel(): TemplateResult {
    const { words } = this.#text;
    const { link } = this;
    switch (link.status) {
      case 'preparing':
        const error = sessionError(this, this.session) ?? this.#copy.error;
        if (error) return html`<p class="error" role="alert">${this.#text.error(error)}</p>`;
        return html`<p class="muted" role="status">${words.preparing}</p>`;
      case 'failed':
        return html`<p class="error" role="alert">${this.#text.error(link.error)}</p>
          <div class="row"><button @click=${this.#mint}>${words.retry}</button></div>`;
      case 'withdrawn':
        return html`<p role="status">${words.withdrawn}</p>
          <div class="row"><button class="primary" @click=${this.#mint}>${words.renew}</button></div>`;
      case 'ready':
        return this.tab === 'link' ? this.#renderLink(link.minted) : this.#renderQr(link.minted);
    }
  }

  #renderLink({ link, invitation }: MintedInvitation): TemplateResult {
    const { words } = this.#text;
    return html`
      <p>${words.explain}</p>
      <input
        class="link"
        dir="ltr"
        readonly
        .value=${link}
        aria-label=${words.link}
        @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
      />
      <div class="row">
        <button class="primary copy" @click=${this.#onCopy}>
          ${icon(this.copied ? Check : Copy)}${this.copied ? words.copied : words.copy}
        </button>
        <span class="visually-hidden" role="status">${this.copied ? words.copied : ''}</span>
        ${'share' in navigator ? html`<button @click=${this.#onShare}>${icon(Share2)}${words.share}</button>` : nothing}
      </div>
      <p class="muted small">${words.expires(exactTime(invitation.expiresAt, this.#text.language))}</p>
    `;
  }

  #renderQr({ link }: MintedInvitation): TemplateResult {
    const { words } = this.#text;
    return html`
      <nearhand-qr-code exportparts="code: qr-code" value=${link} label=${words.qr}></nearhand-qr-code>
      <p class="centered muted">${words.scan}</p>
      <div class="row centered">
        <button @click=${this.#onDownload}>${icon(Download)}${words.download}</button>
      </div>
    `;
  }

  #renderInvitations(): TemplateResult {
    const { words } = this.#text;
    const rows = (this.#invitations.value ?? []).map(({ row }) => row);
    if (rows.length === 0) return html`<p class="muted">${words.nobody}</p>`;
    return html`<ul>
      ${rows.map((row) => this.#renderInvitation(row))}
    </ul>`;
  }

  #renderInvitation(row: Invitation): TemplateResult {
    const { words } = this.#text;
    const name = row.guestName ?? words.anonymous;
    const over = row.status === 'revoked' || row.status === 'expired';
    return html`<li>
      <span class="one-line" title=${name}><bdi>${name}</bdi></span>
      <span class="status ${row.status}">${words.status[row.status]}</span>
      ${
        over
          ? nothing
          : html`<button
              class="quiet"
              aria-label=${words.revokeLong(name)}
              @click=${() => this.#onRevoke(row.id)}
            >
              ${words.revoke}
            </button>`
      }
    </li>`;
  }

  readonly #mint = async (): Promise<void> => {
    const { workspace } = this.#copy;
    if (!workspace) return;
    this.#mintedFor = this.session;
    this.#minting?.abort();
    const minting = (this.#minting = new AbortController());
    this.link = PREPARING;
    this.copied = false;
    try {
      const backend = await workspace.backend();
      const draft = { sessionId: this.session, channel: 'link', role: 'participant' } as const;
      const minted = await backend.invite(draft, minting.signal);
      this.link = { status: 'ready', minted };
      await (await workspace.open()).receive({ collection: 'invitations', row: minted.invitation });
    } catch (error) {
      if (!isAbort(error) && minting === this.#minting) this.link = { status: 'failed', error };
    }
  };

  async #onRevoke(id: string): Promise<void> {
    try {
      await (await this.#copy.workspace?.backend())?.revoke(id, AbortSignal.timeout(15_000));
      if (this.#minted?.invitation.id === id) this.link = { status: 'withdrawn' };
      await this.#copy.store?.refresh();
    } catch (error) {
      this.link = { status: 'failed', error };
    }
  }

  async #onCopy(): Promise<void> {
    if (!this.#minted) return;
    try {
      await navigator.clipboard.writeText(this.#minted.link);
      this.copied = true;
    } catch {
      // The page may not use the clipboard (a frame without that permission): the user copies by hand.
      this.renderRoot.querySelector<HTMLInputElement>('.link')?.select();
    }
  }

  async #onShare(): Promise<void> {
    if (!this.#minted) return;
    await navigator.share({ url: this.#minted.link }).catch(() => undefined);
  }

  async #onDownload(): Promise<void> {
    const blob = await this.qrCode?.toBlob();
    if (!blob) return;
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(blob);
    anchor.download = this.#text.words.fileName;
    anchor.click();
    URL.revokeObjectURL(anchor.href);
  }

  #onClose(): void {
    this.open = false;
    this.copied = false;
    this.dispatchEvent(new InviteDialogClosedEvent());
  }
}

defineElement('nearhand-invite-dialog', NearhandInviteDialog);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-invite-dialog': NearhandInviteDialog;
  }
}
