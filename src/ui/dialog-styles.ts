import { css } from 'lit';

/** A small modal question. */
export const dialogStyles = css`
  dialog {
    inline-size: min(440px, calc(100% - 24px));
    padding: 20px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  dialog .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 16px;
  }
  .error {
    color: var(--_danger);
  }
`;
