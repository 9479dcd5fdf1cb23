import { css } from 'lit';

export const sessionViewStyles = css`
  :host {
    display: block;
    container-type: size;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 420px;
    background: var(--_surface);
  }
  .view {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) 340px;
    grid-template-areas: 'head side' 'stage side' 'controls side';
    block-size: 100%;
  }
  header {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 16px;
    min-inline-size: 0;
  }
  header > .muted {
    flex: none;
    max-inline-size: 40%;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    padding: 2px 10px;
    border-radius: 999px;
    background: var(--_sunken);
    font-size: var(--_size-s);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .badge::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  .badge.live {
    color: var(--_live);
  }
  .badge.reconnecting {
    color: var(--_wait);
  }
  nearhand-store-notice {
    grid-column: 1 / -1;
  }
  nearhand-session-stage {
    grid-area: stage;
    margin-inline: 12px;
    border-radius: var(--_radius);
  }
  nearhand-session-controls {
    grid-area: controls;
  }
  nearhand-session-side {
    grid-area: side;
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
  }
  .message {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 16px;
    block-size: 100%;
    padding: 24px;
    text-align: center;
  }
  .message .self {
    inline-size: min(320px, 60vw);
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
  }
  .message p {
    max-inline-size: 48ch;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  @container (max-width: 760px) {
    /* A ticket's id of which a bracket is left says nothing. */
    header > .muted {
      display: none;
    }
    .view {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: 'head' 'stage' 'controls';
    }
    nearhand-session-stage {
      margin-inline: 0;
      border-radius: 0;
    }
    nearhand-session-side {
      grid-area: stage;
      z-index: 1;
      border: 0;
      background: var(--_surface);
    }
    .view:not(.panel-open) nearhand-session-side {
      display: none;
    }
  }
`;
