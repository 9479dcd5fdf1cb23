import { css } from 'lit';

export const videoStageStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    min-block-size: 0;
    background: #0b0d0f;
  }
  video,
  canvas,
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  video,
  canvas {
    object-fit: contain;
  }
  .cover {
    object-fit: cover;
  }
  :host([mirrored]) video,
  :host([mirrored]) canvas,
  :host([mirrored]) svg {
    transform: scaleX(-1);
  }
  svg {
    overflow: hidden;
    pointer-events: none;
    forced-color-adjust: none;
  }
  svg.drawing {
    pointer-events: auto;
    touch-action: none;
    cursor: crosshair;
  }
  .inset {
    inset: 12px auto auto;
    inset-inline-end: 12px;
    inline-size: clamp(96px, 18%, 200px);
    block-size: auto;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 2px rgb(255 255 255 / 0.75);
    pointer-events: none;
    animation: appear 160ms ease-out 350ms backwards;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .red {
    color: #e5202b;
  }
  .yellow {
    color: #ffd60a;
  }
  .green {
    color: #1fa64a;
  }
  .blue {
    color: #1b6ef3;
  }
  .white {
    color: #ffffff;
  }
  .mark {
    transition: opacity 160ms ease-out;
  }
  .faint {
    opacity: 0.6;
  }
  .unpinned .line {
    stroke-dasharray: 2 14;
  }
  .unpinned .area {
    opacity: 0.55;
  }
  .tag {
    fill: #ffffff;
    stroke: rgb(0 0 0 / 0.85);
    paint-order: stroke;
    font-family: var(--_font);
    font-weight: 600;
    text-anchor: middle;
  }
  .dark,
  .light {
    fill: none;
    stroke: rgb(0 0 0 / 0.75);
  }
  .light {
    stroke: rgb(255 255 255 / 0.9);
  }
  .line {
    fill: none;
    stroke: currentColor;
  }
  .area {
    fill: currentColor;
  }
  path {
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
