import type { ReactiveController, ReactiveElement } from 'lit';

/** In CSS pixels: no row of a list is lower. */
const LOWEST_ROW = 44;

/** In ms, after the first rows have been painted: then nobody waits for them, or for what they press first. */
const PAUSE = 100;

/**
 * Draws of a long list what fits the first screen, and the rest a moment after that has been painted: fifty rows take as
 * long to draw as all that comes before them.
 */
export class FirstScreen implements ReactiveController {
  readonly #element: ReactiveElement;
  readonly #prepare: () => void;
  #isWhole = false;
  #stop: (() => void) | undefined;

  /** `prepare`: what the rows will need, done while they are on their way. */
  constructor(element: ReactiveElement, prepare: () => void) {
    this.#element = element;
    this.#prepare = prepare;
    element.addController(this);
  }

  hostConnected(): void {
    setTimeout(this.#prepare);
  }

  of<T>(rows: readonly T[]): readonly T[] {
    const most = Math.ceil(innerHeight / LOWEST_ROW);
    if (this.#isWhole || rows.length <= most) return rows;
    this.#stop ??= afterFrame(() => this.#drawAll());
    return rows.slice(0, most);
  }

  /** Back in the document, the rest is drawn after the next update. */
  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #drawAll(): void {
    this.#isWhole = true;
    this.#element.requestUpdate();
  }
}

/** Calls a while after the next frame has been painted, which the one after it tells. */
function afterFrame(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => (timer = setTimeout(call, PAUSE)));
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
