import { css } from 'lit';

export const tabStyles = css`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    padding-inline: 12px;
    border-block-end: 1px solid var(--_line);
  }
  [role='tab'] {
    flex: none;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }
  [role='tab'][aria-selected='true'],
  [role='tab'][aria-selected='true']:hover {
    border-block-end-color: var(--_accent);
    color: var(--_text);
  }
  .panel {
    min-block-size: 0;
    overflow: auto;
  }
`;
