import { css } from 'lit';

export const guestCallStyles = css`
  :host {
    --_target: var(--nearhand-target, 56px);
    font-size: max(1em, 16px);
    display: block;
  }
  .call {
    position: fixed;
    inset: 0;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    grid-template-columns: minmax(0, 1fr);
    background: #0b0d0f;
    color: #f2f5f6;
    color-scheme: dark;
  }
  .picture {
    position: relative;
    min-block-size: 0;
  }
  .picture > .own {
    position: absolute;
    inset: 0;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 16px;
  }
  .top {
    position: absolute;
    inset-block-start: max(12px, env(safe-area-inset-top));
    inset-inline: 12px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    justify-items: center;
    pointer-events: none;
  }
  .word {
    display: grid;
    gap: 4px;
    justify-items: center;
    max-inline-size: 100%;
    padding: 12px 20px;
    border-radius: 14px;
    background: rgb(16 18 20 / 0.86);
    text-align: center;
  }
  .word b {
    font-size: var(--_size-xl);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  nearhand-anchor-notes {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 12px;
    container-type: inline-size;
  }
  .picture:has(> .undo) > nearhand-anchor-notes {
    inset-block-end: calc(var(--_target) + 20px);
  }
  .face {
    position: absolute;
    inset-block-start: max(12px, env(safe-area-inset-top));
    inset-inline-end: 12px;
    inline-size: 88px;
    block-size: 88px;
    border-radius: 50%;
    box-shadow: 0 0 0 2px rgb(255 255 255 / 0.85);
  }
  .undo {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-start: 12px;
    padding-inline: 16px;
    border: 0;
    border-radius: 999px;
    background: rgb(16 18 20 / 0.86);
    color: #f2f5f6;
  }
  .undo:hover:not(:disabled) {
    background: #23292e;
  }
  .controls {
    display: flex;
    justify-content: space-around;
    gap: 4px;
    padding: 10px 8px max(10px, env(safe-area-inset-bottom));
    background: #0b0d0f;
  }
  .controls button {
    display: grid;
    gap: 2px;
    justify-items: center;
    align-content: center;
    min-inline-size: 60px;
    min-block-size: 60px;
    padding: 4px;
    border: 0;
    border-radius: 14px;
    background: #23292e;
    color: #f2f5f6;
    font-size: var(--_size-s);
  }
  .controls button[aria-pressed='true'],
  .controls button.off {
    background: #f2f5f6;
    color: #101214;
  }
  .controls .danger {
    background: #c5362d;
    color: #ffffff;
  }
  .controls .icon {
    inline-size: 24px;
    block-size: 24px;
  }
  .has-news::after {
    content: '';
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 14px;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: #ffb84d;
  }
  .controls .chat {
    position: relative;
  }
  .chat-sheet {
    position: absolute;
    inset: auto 0 0;
    block-size: min(75%, 520px);
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    border-radius: 16px 16px 0 0;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .chat-sheet header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 4px 4px 4px 16px;
  }
  .screen {
    display: grid;
    align-content: center;
    gap: 20px;
    min-block-size: 100dvh;
    max-inline-size: 480px;
    margin-inline: auto;
    padding: 24px;
    color: var(--_text);
  }
  h1 {
    font-size: var(--_size-xxl);
    line-height: 1.2;
  }
  dialog {
    inline-size: min(360px, calc(100% - 32px));
    padding: 20px;
    border: 0;
    border-radius: 16px;
    background: var(--_raised);
    color: var(--_text);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.6);
  }
  dialog div {
    display: grid;
    gap: 12px;
    margin-block-start: 16px;
  }
`;
