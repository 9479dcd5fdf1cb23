import { css } from 'lit';

export const launcherStyles = css`
  :host {
    display: inline-grid;
    gap: 4px;
    justify-items: start;
    max-inline-size: 100%;
  }
  button {
    max-inline-size: 100%;
    padding-inline: 14px;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 18px;
    max-inline-size: 100%;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    flex: none;
    background: var(--_live);
  }
  .waiting .dot {
    background: var(--_wait);
  }
  .error {
    color: var(--_danger);
    font-size: var(--_size-s);
    max-inline-size: 40ch;
  }
`;
