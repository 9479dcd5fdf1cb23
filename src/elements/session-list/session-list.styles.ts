import { css } from 'lit';

export const sessionListStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-block-end: 8px;
  }
  h2 {
    margin-inline-end: auto;
  }
  header input {
    inline-size: min(280px, 100%);
  }
  .whose {
    display: inline-flex;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
  }
  .whose button {
    min-block-size: calc(var(--_target) - 2px);
    border-color: transparent;
    border-radius: calc(var(--_radius-control) - 1px);
    background: none;
    color: var(--_muted);
  }
  .whose [aria-pressed='true'] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--nearhand-session-list-gap, 0);
  }
  .row {
    position: relative;
    display: grid;
    grid-template-columns: 84px minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 4px 12px;
    padding: 8px;
    border-block-start: 1px solid var(--_line);
  }
  .row:hover {
    background: var(--_sunken);
  }
  .row .title {
    min-block-size: 0;
    padding: 0;
    border: 0;
    background: none;
    justify-content: flex-start;
    font-weight: 600;
    text-align: start;
    max-inline-size: 100%;
  }
  /* The whole row opens; the other controls lie above this. */
  .row .title::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .what {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    min-inline-size: 0;
  }
  .about {
    display: flex;
    gap: 8px;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: var(--_size-s);
    font-weight: 600;
    color: var(--_muted);
  }
  .state::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    border: 2px solid currentColor;
  }
  .state.live {
    color: var(--_live);
  }
  .state.live::before {
    background: currentColor;
  }
  .state.waiting {
    color: var(--_wait);
  }
  .actions {
    justify-self: end;
    position: relative;
    z-index: 1;
    display: flex;
    gap: 4px;
  }
  /* Over the buttons of the rows below it. */
  .actions:has(.menu) {
    z-index: 2;
  }
  .menu {
    position: absolute;
    inset-block-start: 100%;
    inset-inline-end: 0;
    z-index: 2;
    display: grid;
    min-inline-size: 200px;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .menu button {
    justify-content: flex-start;
    border: 0;
    background: none;
    font-weight: 400;
  }
  .menu .last {
    margin-block-start: 4px;
    color: var(--_danger);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
    margin-block-end: 8px;
    border-radius: var(--_radius-control);
    background: var(--_sunken);
    font-size: var(--_size-s);
  }
  .notice.bad {
    border-inline-start: 3px solid var(--_danger);
  }
  .empty {
    padding: 32px 16px;
    text-align: center;
    color: var(--_muted);
    border-block-start: 1px solid var(--_line);
  }
  .skeleton {
    block-size: 52px;
    border-block-start: 1px solid var(--_line);
    background: linear-gradient(var(--_sunken), var(--_sunken)) 96px 12px / 40% 12px no-repeat;
    opacity: 0;
    animation: appear 0s 150ms forwards;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  .older {
    margin-block-start: 8px;
  }
  .wider {
    display: flex;
    margin-inline: auto;
  }
  @container (max-width: 560px) {
    header input {
      inline-size: 100%;
    }
    .row {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .what {
      grid-column: 1 / 3;
    }
    .row .state {
      grid-row: 2;
      grid-column: 1;
    }
    .row .when {
      grid-row: 2;
      grid-column: 2 / -1;
      justify-self: end;
    }
    .actions .wide {
      display: none;
    }
  }
`;
