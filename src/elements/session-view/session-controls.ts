import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import {
  Camera,
  CameraOff,
  ImageDown,
  LogOut,
  Mic,
  MicOff,
  PanelRight,
  Pause,
  PhoneOff,
  Play,
  UserPlus,
} from 'lucide';
import type { IconNode } from 'lucide';
import type { DeviceKind } from '../../live/media/local-media.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { icon } from '../../ui/icon.js';
import type { LiveSession } from '../../ui/live-session.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import { sessionViewText } from './session-view.text.js';
import type { Showing } from './showing.js';
import { shownPerson } from './shown-person.js';

export type SessionAction = 'snapshot' | 'freeze' | 'live' | 'panel' | 'invite' | 'leave' | 'end';

/** A button of the session was pressed. */
export class SessionActionEvent extends Event {
  static readonly type = 'nearhand-session-action';
  readonly action: SessionAction;

  constructor(action: SessionAction) {
    super(SessionActionEvent.type);
    this.action = action;
  }
}

/**
 * The buttons below the picture: devices, freeze, snapshot, invite, leave, end.
 *
 * @tag nearhand-session-controls
 * @summary The buttons of a live session.
 *
 * @fires {SessionActionEvent} nearhand-session-action - A button was pressed; the devices' own act by themselves.
 */
export class NearhandSessionControls extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 16px;
        container-type: inline-size;
      }
      .space {
        flex: 1;
      }
      button.off {
        color: var(--_danger);
      }
      .panel {
        display: none;
      }
      /* One row, whatever the width: nothing that ends a call stands alone. */
      @container (max-width: 760px) {
        .panel {
          display: inline-flex;
        }
        .label,
        .space {
          display: none;
        }
        button,
        button.icon-only {
          flex: 1 1 0;
          inline-size: auto;
          min-inline-size: 0;
          padding-inline: 0;
        }
        :host {
          flex-wrap: nowrap;
          gap: 4px;
          padding: 8px;
        }
      }
    `,
  ];

  readonly #text = new Text(this, 'session-view', sessionViewText);
  readonly #people = new Follow(this, () => this.live?.room.people);
  readonly #media = new Follow(this, () => this.live?.media.state);

  /** Our part in the session. */
  @property({ attribute: false }) live: LiveSession | undefined;
  /** The panel beside the picture is open, where it hides the picture. */
  @property({ type: Boolean, attribute: 'panel-open' }) panelOpen = false;
  /** What is shown: the live picture, that one frozen, or one of the files. */
  @property() showing: Showing['kind'] = 'live';

  @query('.freeze') private freeze!: HTMLButtonElement | null;

  /** The button that brings the live picture back, or holds it. */
  override focus(options?: FocusOptions): void {
    this.freeze?.focus(options);
  }

  override render(): TemplateResult {
    const { words } = this.#text;
    const picture = shownPerson(this.#people.value ?? [])?.tracks.has('camera') ?? false;
    const isHeld = this.showing !== 'live';
    return html`
      ${this.#renderDevice('microphone', [Mic, MicOff], [words.mute, words.unmute])}
      ${this.#renderDevice('camera', [Camera, CameraOff], [words.hideCamera, words.showCamera])}
      <button
        class="freeze"
        ?disabled=${!picture && !isHeld}
        aria-pressed=${isHeld ? 'true' : 'false'}
        aria-label=${words.freeze}
        @click=${this.#ask(isHeld ? 'live' : 'freeze')}
      >
        ${icon(isHeld ? Play : Pause)}<span class="label">${words.freeze}</span>
      </button>
      <button
        class="snapshot"
        ?disabled=${!picture || this.showing === 'kept'}
        aria-label=${words.snapshot}
        @click=${this.#ask('snapshot')}
      >
        ${icon(ImageDown)}<span class="label">${words.snapshot}</span>
      </button>
      <button
        class="panel icon-only"
        aria-label=${words.panel}
        aria-expanded=${this.panelOpen ? 'true' : 'false'}
        @click=${this.#ask('panel')}
      >
        ${icon(PanelRight)}
      </button>
      <span class="space"></span>
      <button class="invite" aria-label=${words.invite} @click=${this.#ask('invite')}>
        ${icon(UserPlus)}<span class="label">${words.invite}</span>
      </button>
      <button class="leave" title=${words.leaveLong} aria-label=${words.leave} @click=${this.#ask('leave')}>
        ${icon(LogOut)}<span class="label">${words.leave}</span>
      </button>
      <button class="danger end" aria-label=${words.end} @click=${this.#ask('end')}>
        ${icon(PhoneOff)}<span class="label">${words.end}</span>
      </button>
    `;
  }

  #renderDevice(
    kind: DeviceKind,
    [on, off]: [IconNode, IconNode],
    [toOff, toOn]: [string, string],
  ): TemplateResult {
    const device = this.#media.value?.[kind];
    const isOn = device?.status === 'on' && !device.muted;
    const label = isOn ? toOff : toOn;
    const failure = device?.status === 'failed' ? ` ${this.#text.error(device.error)}` : '';
    return html`<button
      class="icon-only ${kind} ${isOn ? '' : 'off'}"
      title="${label}.${failure}"
      aria-label="${label}.${failure}"
      @click=${() => this.#toggle(kind)}
    >
      ${icon(isOn ? on : off)}
    </button>`;
  }

  #ask(action: SessionAction): () => void {
    return () => this.dispatchEvent(new SessionActionEvent(action));
  }

  #toggle(kind: DeviceKind): void {
    const media = this.live?.media;
    const device = media?.state.value[kind];
    if (device?.status === 'on') media?.mute(kind, !device.muted);
    else void media?.start({ camera: kind === 'camera', microphone: kind === 'microphone' });
  }
}

defineElement('nearhand-session-controls', NearhandSessionControls);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-session-controls': NearhandSessionControls;
  }
}
