import { css } from 'lit';

/** The calm screens of a guest: one thing at a time, large enough for one hand and the sun. */
export const joinStyles = css`
  :host {
    --_target: var(--nearhand-target, 48px);
    font-size: max(1em, 16px);
    display: block;
    min-block-size: 100dvh;
    background: var(--_surface);
  }
  .screen {
    display: grid;
    align-content: center;
    gap: 20px;
    min-block-size: 100dvh;
    max-inline-size: 480px;
    margin-inline: auto;
    padding: 24px max(24px, env(safe-area-inset-right)) max(24px, env(safe-area-inset-bottom))
      max(24px, env(safe-area-inset-left));
  }
  h1 {
    font-size: var(--_size-xxl);
    font-weight: 650;
    line-height: 1.2;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .subject {
    padding: 12px 16px;
    border-radius: var(--_radius);
    background: var(--_sunken);
    overflow-wrap: anywhere;
  }
  .subject span {
    display: block;
    font-size: var(--_size-s);
    color: var(--_muted);
  }
  label {
    display: grid;
    gap: 4px;
    font-weight: 500;
  }
  form {
    display: grid;
    gap: 16px;
  }
  button.big {
    min-block-size: 56px;
    font-size: var(--_size-l);
  }
  nearhand-video-stage {
    border-radius: var(--_radius);
    aspect-ratio: 4 / 3;
    max-block-size: 52dvh;
  }
  /* A phone held sideways: what to press stays in sight. */
  @media (max-height: 480px) {
    .screen {
      align-content: start;
      gap: 12px;
      max-inline-size: 640px;
      padding-block: 12px 0;
    }
    h1 {
      font-size: var(--_size-xl);
    }
    .go {
      position: sticky;
      inset-block-end: 0;
      padding-block: 8px max(8px, env(safe-area-inset-bottom));
      background: var(--_surface);
    }
  }
  .go {
    display: grid;
    gap: 12px;
  }
  .other {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
`;
