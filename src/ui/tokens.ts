import { css } from 'lit';

/**
 * The design tokens, each with its default. A vendor sets any of them on `nearhand-host` or further up; an element
 * reads them through the private names (`--_...`), so that a default stands in one place. Type is as large as the page's
 * own around the tag, and on a phone at least 16 px, since a
 * smaller field makes it zoom in; the other sizes are shares of it.
 */
export const tokens = css`
  :host {
    --_accent: var(--nearhand-color-accent, light-dark(#0f6b66, #4fc3ba));
    --_on-accent: var(--nearhand-color-on-accent, light-dark(#ffffff, #06211f));
    --_accent-soft: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
    --_surface: var(--nearhand-color-surface, light-dark(#ffffff, #16191c));
    --_sunken: var(--nearhand-color-sunken, light-dark(#f4f6f7, #0f1214));
    --_raised: var(--nearhand-color-raised, light-dark(#ffffff, #1f2428));
    --_text: var(--nearhand-color-text, light-dark(#1a2024, #e8edf0));
    --_muted: var(--nearhand-color-muted, light-dark(#57636b, #9eabb3));
    --_line: var(--nearhand-color-line, light-dark(#dde3e6, #2d353a));
    --_control-line: var(--nearhand-color-control-line, light-dark(#828f97, #6b7881));
    --_live: var(--nearhand-color-live, light-dark(#14733b, #5fd08a));
    --_wait: var(--nearhand-color-wait, light-dark(#8a5300, #f0b95b));
    --_danger: var(--nearhand-color-danger, light-dark(#b3261e, #ff8a80));
    --_on-danger: var(--nearhand-color-on-danger, light-dark(#ffffff, #3b0703));
    --_shadow: var(--nearhand-shadow, 0 8px 28px rgb(0 0 0 / 0.18), 0 1px 3px rgb(0 0 0 / 0.12));
    --_radius: var(--nearhand-radius, 8px);
    --_radius-control: var(--nearhand-radius-control, 6px);
    --_target: var(--nearhand-target, 32px);
    --_size-s: max(0.857em, 11px);
    --_size-l: 1.143em;
    --_size-xl: 1.43em;
    --_size-xxl: 2em;
    box-sizing: border-box;
    color: var(--_text);
    font: inherit;
    line-height: 1.45;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  @media (pointer: coarse) {
    :host {
      --_target: var(--nearhand-target, 48px);
      font-size: max(1em, 16px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
