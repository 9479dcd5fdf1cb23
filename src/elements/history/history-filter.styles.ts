import { css } from 'lit';

/** The button and what it opens lie in the header's own grid, the button beside the search field. */
export const historyFilterStyles = css`
  :host {
    display: contents;
  }
  .toggle {
    grid-area: filter;
    position: relative;
  }
  .toggle.active::after {
    content: '';
    position: absolute;
    inset-block-start: 5px;
    inset-inline-end: 5px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_accent);
    box-shadow: 0 0 0 2px var(--_raised);
  }
  .toggle[aria-expanded='true'] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
  }
  form {
    grid-area: fields;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 8px 12px;
  }
  label {
    color: var(--_muted);
    font-size: var(--_size-s);
  }
  select {
    text-overflow: ellipsis;
  }
  .hint {
    grid-column: 2;
    color: var(--_danger);
    font-size: var(--_size-s);
  }
`;
