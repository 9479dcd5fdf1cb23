import { css } from 'lit';

export const filesStyles = css`
  :host {
    display: block;
    min-block-size: 0;
    overflow: auto;
  }
  .empty {
    padding: 32px 16px;
    max-inline-size: 40ch;
    margin-inline: auto;
    text-align: center;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 12px;
    padding: 12px 16px;
  }
  .tile {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    gap: 0;
    padding: 0;
    overflow: hidden;
    font-weight: 400;
  }
  .picture {
    display: grid;
    place-items: center;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    background: var(--_sunken);
    font-size: var(--_size-s);
  }
  .picture img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .failed {
    padding: 8px;
    color: var(--_danger);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 6px;
    inline-size: 100%;
    padding: 6px 8px;
    font-size: var(--_size-s);
  }
  .name bdi {
    display: flex;
    flex: 1;
    min-inline-size: 0;
  }
  .name > :not(bdi) {
    flex: none;
  }
  .name .icon {
    inline-size: 13px;
    block-size: 13px;
  }
  dialog {
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 0;
    background: #101214;
    color: #f2f5f6;
    color-scheme: dark;
  }
  dialog[open] {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  dialog header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
  }
  dialog header bdi {
    flex: 1;
    font-weight: 600;
  }
  .stage {
    display: grid;
    place-items: center;
    min-block-size: 0;
    padding: 0 12px;
  }
  .stage img {
    max-inline-size: 100%;
    max-block-size: 100%;
    object-fit: contain;
  }
  dialog footer {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    padding: 8px;
  }
  dialog:dir(rtl) footer .icon {
    transform: scaleX(-1);
  }
`;
