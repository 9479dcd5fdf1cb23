import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    min-block-size: 0;
    block-size: 100%;
  }
  .log {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 12px 16px;
    overflow: auto;
  }
  .below {
    position: relative;
  }
  .newer {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    border-radius: 999px;
    box-shadow: var(--_shadow);
  }
  .empty {
    margin: auto;
    text-align: center;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, max-content);
    gap: 2px;
    max-inline-size: 88%;
    justify-items: start;
  }
  li.own {
    align-self: flex-end;
    justify-items: end;
  }
  .bubble {
    padding: 6px 12px;
    border-radius: 12px;
    border-end-start-radius: 4px;
    background: var(--_sunken);
    border: 1px solid var(--_line);
  }
  .own .bubble {
    border-radius: 12px;
    border-end-end-radius: 4px;
    background: var(--_accent-soft);
    border-color: transparent;
  }
  .about {
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  .about > :not(.one-line) {
    flex: none;
  }
  .about .icon {
    inline-size: 13px;
    block-size: 13px;
  }
  form .icon:dir(rtl) {
    transform: scaleX(-1);
  }
  form {
    display: flex;
    align-items: end;
    gap: 8px;
    padding: 8px 12px 12px;
    border-block-start: 1px solid var(--_line);
  }
  textarea {
    flex: 1;
    overflow-wrap: anywhere;
    resize: none;
    field-sizing: content;
    max-block-size: 120px;
  }
  .error {
    padding: 0 16px 8px;
    color: var(--_danger);
    font-size: var(--_size-s);
  }
  ul {
    display: contents;
  }
`;
