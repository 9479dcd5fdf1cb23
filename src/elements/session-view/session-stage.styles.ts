import { css } from 'lit';

export const sessionStageStyles = css`
  :host {
    position: relative;
    display: block;
    min-block-size: 0;
    overflow: hidden;
    background: #0b0d0f;
    color: #f2f5f6;
  }
  :host(:focus) {
    outline: none;
  }
  :host(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .main {
    inline-size: 100%;
    block-size: 100%;
  }
  .self {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    inline-size: clamp(84px, 15%, 148px);
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 0.4);
  }
  .nobody {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    color-scheme: dark;
  }
  .nobody b {
    font-size: var(--_size-xl);
    font-weight: 600;
  }
  .nobody button {
    color: var(--_on-accent);
  }
  nearhand-mark-tools {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    max-block-size: calc(100% - 24px);
    overflow: auto;
  }
  nearhand-anchor-notes {
    position: absolute;
    inset-block-end: 12px;
    /* Beside the tools, whose column may reach down to here. */
    inset-inline-start: 72px;
    max-inline-size: calc(100% - 240px);
    container-type: inline-size;
    inline-size: 100%;
  }
  .top {
    position: absolute;
    inset-block-start: 12px;
    inset-inline: 72px 12px;
    pointer-events: none;
  }
  .top,
  .asks {
    display: grid;
    gap: 8px;
    justify-items: center;
  }
  /* Beside the live picture, which is small in the corner. */
  .top.beside {
    inset-inline-end: calc(clamp(96px, 18%, 200px) + 24px);
    container-type: inline-size;
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    padding: 8px 8px 8px 16px;
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .ask bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .word {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 12px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 24px);
    margin-inline: auto;
    padding: 6px 14px;
    border-radius: 14px;
    background: rgb(16 18 20 / 0.88);
    pointer-events: none;
  }
  .word:empty {
    display: none;
  }
  /* On a phone the tools lie below, and everything else above them. */
  @container (max-width: 560px) {
    nearhand-mark-tools {
      inset-block: auto 8px;
      inset-inline: 8px;
    }
    .self,
    nearhand-anchor-notes,
    .word {
      inset-block-end: calc(2 * var(--_target) + 26px);
    }
    nearhand-anchor-notes {
      inset-inline-start: 12px;
      max-inline-size: calc(100% - 120px);
    }
    .top {
      inset-inline: 12px;
    }
  }
`;
