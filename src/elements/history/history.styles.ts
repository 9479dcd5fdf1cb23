import { css } from 'lit';

export const historyStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    block-size: 100%;
    min-block-size: 360px;
  }
  .split {
    display: grid;
    grid-template-columns: minmax(240px, 340px) minmax(0, 1fr);
    block-size: 100%;
    min-block-size: inherit;
  }
  .side {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    border-inline-end: 1px solid var(--_line);
  }
  .side header {
    display: grid;
    grid-template:
      'title title' auto
      'search filter' auto
      'fields fields' auto
      / minmax(0, 1fr) var(--_target);
    gap: 8px;
    padding: 12px 16px;
  }
  h2,
  nearhand-store-notice {
    grid-column: 1 / -1;
  }
  input {
    grid-area: search;
  }
  .list {
    overflow: auto;
    padding-block-end: 12px;
  }
  h3 {
    padding: 8px 16px 4px;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .entry {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    inline-size: 100%;
    padding: 8px 16px;
    border: 0;
    border-radius: 0;
    background: none;
    font-weight: 400;
    text-align: start;
    justify-items: start;
  }
  .entry[aria-current='true'] {
    background: var(--_accent-soft);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .entry:dir(rtl)[aria-current='true'] {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .entry .name {
    font-weight: 600;
    max-inline-size: 100%;
  }
  .entry .about {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    inline-size: 100%;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .message {
    padding: 32px 16px;
    color: var(--_muted);
    text-align: center;
  }
  .older {
    margin: 8px 16px;
  }
  .message:has(+ .message) {
    padding-block-end: 0;
  }
  .message + .message {
    padding-block: 8px 16px;
  }
  .wider {
    display: flex;
    margin-inline: auto;
  }
  .record {
    min-block-size: 0;
    min-inline-size: 0;
  }
  .back {
    display: none;
    margin: 8px;
  }
  .back:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .skeleton {
    block-size: 52px;
    background: linear-gradient(var(--_sunken), var(--_sunken)) 16px 12px / 60% 12px no-repeat;
    opacity: 0;
    animation: appear 0s 150ms forwards;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @container (max-width: 640px) {
    .split {
      grid-template-columns: minmax(0, 1fr);
    }
    /* The fields may be as tall as the phone: all of it scrolls. */
    .side {
      display: block;
      overflow: auto;
      border: 0;
    }
    .list {
      overflow: visible;
    }
    .split.chosen .side,
    .split:not(.chosen) .record {
      display: none;
    }
    .split.chosen .record {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr);
    }
    .back {
      display: inline-flex;
      justify-self: start;
    }
  }
`;
