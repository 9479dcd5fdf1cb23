import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { MessageSquare, Mic, MicOff, Pencil, PhoneOff, SwitchCamera } from 'lucide';
import type { IconNode } from 'lucide';
import type { LocalMedia } from '../../live/media/local-media.js';
import { icon } from '../../ui/icon.js';
import type { joinText } from './join.text.js';

export interface GuestCallControls {
  readonly media: LocalMedia | undefined;
  /** What there is once we are let in. */
  readonly call: { readonly drawing: boolean; readonly chat: ChatSheet } | undefined;
  onDraw(): void;
  onChat(): void;
  onEnd(): void;
}

/** `unread`: closed, and something was said since. */
export type ChatSheet = 'open' | 'closed' | 'unread';

/** The few large buttons under a guest's picture. */
export function renderControls(
  { media, call, onDraw, onChat, onEnd }: GuestCallControls,
  words: typeof joinText,
): TemplateResult {
  const devices = media?.state.value;
  const isMuted = devices?.microphone.status !== 'on' || devices.microphone.muted;
  const [sound, sign] = isMuted ? [words.unmute, MicOff] : [words.mute, Mic];
  return html`<div class="controls">
    ${control(sound, sign, () => toggleMicrophone(media), { name: isMuted ? 'off' : '' })}
    ${devices?.canFlip ? control(words.flip, SwitchCamera, () => void media?.flip()) : nothing}
    ${call ? control(words.draw, Pencil, onDraw, { pressed: call.drawing }) : nothing}
    ${
      call
        ? control(words.chat, MessageSquare, onChat, {
            pressed: call.chat === 'open',
            name: call.chat === 'unread' ? 'chat has-news' : 'chat',
          })
        : nothing
    }
    ${control(words.end, PhoneOff, onEnd, { name: 'danger' })}
  </div>`;
}

function toggleMicrophone(media: LocalMedia | undefined): void {
  const microphone = media?.state.value.microphone;
  if (microphone?.status === 'on') media?.mute('microphone', !microphone.muted);
  else void media?.start({ camera: false, microphone: true });
}

function control(
  label: string,
  sign: IconNode,
  act: () => void,
  { pressed, name = '' }: { pressed?: boolean; name?: string } = {},
): TemplateResult {
  return html`<button
    class=${name}
    aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'}
    @click=${act}
  >
    ${icon(sign)}<span>${label}</span>
  </button>`;
}
