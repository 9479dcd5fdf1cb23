import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RoomState } from '../../live/room/room-state.js';
import type { Text } from '../../ui/text/text.js';
import type { joinText } from './join.text.js';

type Ended = Extract<RoomState, { status: 'ended' }>;

/** What a guest reads once their part is over, and the way back in where there may be one. */
export function renderEnding(
  { reason, error }: Ended,
  text: Text<typeof joinText>,
  onAgain: () => void,
): TemplateResult {
  const { words } = text;
  const [title, hint] = words.endings[reason];
  const mayReturn = reason === 'guestLeft' || reason === 'connectionLost' || reason === 'failed';
  return html`<div class="screen">
    <h1>${title}</h1>
    <p role="status">${error ? text.error(error) : hint}</p>
    ${
      mayReturn
        ? html`<button class="primary" @click=${onAgain}>
            ${reason === 'guestLeft' ? words.backIn : words.rejoin}
          </button>`
        : nothing
    }
  </div>`;
}
