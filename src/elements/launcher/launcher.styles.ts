import { css } from 'lit';

export const launcherStyles = css`
  :host {
    display: inline-grid;
    grid-template-columns: minmax(0, auto);
    gap: 4px;
    justify-items: start;
    max-inline-size: 100%;
  }
  button {
    max-inline-size: 100%;
    padding-inline: 14px;
    overflow-wrap: break-word;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 18px;
    /* Neither asks a cell of the page for more room than the words need at the least. */
    max-inline-size: min(40ch, 100%);
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .line {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    overflow-wrap: anywhere;
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
