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
  .head {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 16px;
    min-inline-size: 0;
  }
  .head h2 {
    flex: 0 1 auto;
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
  .stage {
    grid-area: stage;
    position: relative;
    min-block-size: 0;
    margin-inline: 12px;
    border-radius: var(--_radius);
    overflow: hidden;
    background: #0b0d0f;
    color: #f2f5f6;
  }
  .stage nearhand-video-stage.main {
    inline-size: 100%;
    block-size: 100%;
  }
  .nobody {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    color-scheme: dark;
  }
  .nobody b {
    font-size: var(--_size-xl);
    font-weight: 600;
  }
  .nobody button {
    color: var(--_on-accent);
  }
  nearhand-mark-tools {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    max-block-size: calc(100% - 24px);
    overflow: auto;
  }
  .tiles {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    display: flex;
    gap: 8px;
  }
  .tiles nearhand-video-stage {
    inline-size: 132px;
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 0.3);
  }
  .asks {
    position: absolute;
    inset-block-start: 12px;
    inset-inline: 84px 12px;
    display: grid;
    gap: 8px;
    justify-items: center;
    pointer-events: none;
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    max-inline-size: 100%;
    padding: 8px 8px 8px 16px;
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .toast {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 12px;
    justify-self: center;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 6px 14px;
    border-radius: 999px;
    background: rgb(16 18 20 / 0.85);
    color: #f2f5f6;
    pointer-events: none;
  }
  .toast:empty {
    display: none;
  }
  .controls {
    grid-area: controls;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 16px;
  }
  .controls .space {
    flex: 1;
  }
  .controls button[aria-pressed='false'] {
    color: var(--_danger);
  }
  .device-error {
    padding-inline: 16px;
    font-size: var(--_size-s);
    color: var(--_wait);
    grid-area: controls;
    align-self: start;
    display: none;
  }
  .side {
    grid-area: side;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
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
  .message {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 16px;
    block-size: 100%;
    padding: 24px;
    text-align: center;
  }
  .message p {
    max-inline-size: 48ch;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  dialog {
    inline-size: min(440px, calc(100vw - 24px));
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    padding: 20px;
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  dialog form {
    display: grid;
    gap: 12px;
  }
  dialog .row {
    justify-content: flex-end;
  }
  .panel-toggle {
    display: none;
  }
  @container (max-width: 760px) {
    .view {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: 'head' 'stage' 'controls';
    }
    .stage {
      margin-inline: 0;
      border-radius: 0;
    }
    .side {
      grid-area: stage;
      z-index: 1;
      border: 0;
      background: var(--_surface);
    }
    .view:not(.panel-open) .side {
      display: none;
    }
    .panel-toggle {
      display: inline-flex;
    }
    .controls .label {
      display: none;
    }
    .tiles nearhand-video-stage {
      inline-size: 88px;
    }
  }
`;
