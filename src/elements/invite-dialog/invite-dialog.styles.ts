import { css } from 'lit';

export const inviteDialogStyles = css`
  dialog {
    inline-size: min(480px, calc(100% - 24px));
    max-block-size: calc(100% - 24px);
    margin: auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 12px 12px 0 20px;
  }
  .tabs {
    padding: 4px 20px 0;
  }
  .panel {
    display: grid;
    gap: 12px;
    min-block-size: 236px;
    align-content: start;
    padding: 16px 20px 20px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .link {
    flex: 1 1 220px;
    font-size: var(--_size-s);
  }
  nearhand-qr-code {
    inline-size: min(264px, 100%);
    justify-self: center;
  }
  .centered {
    text-align: center;
    justify-content: center;
  }
  section {
    padding: 12px 20px 16px;
    border-block-start: 1px solid var(--_line);
    background: var(--_sunken);
  }
  section h3 {
    margin-block-end: 4px;
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: var(--_target);
  }
  li .one-line {
    flex: 1;
  }
  .status {
    color: var(--_muted);
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  .status.waiting {
    color: var(--_wait);
  }
  .status.joined {
    color: var(--_live);
  }
  .error {
    color: var(--_danger);
  }
`;
