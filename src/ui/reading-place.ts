import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** In CSS pixels: whoever is so near to the end reads the end. */
const NEAR = 40;

/**
 * Keeps a scrolled list at its end as it grows, while its end is what is read. Whoever reads further up stays there,
 * and is told (`isBehind`) that there is more.
 */
export class ReadingPlace implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #list: () => HTMLElement | null;
  readonly #sizes = new ResizeObserver(() => this.#keep());
  #observed: HTMLElement | null = null;
  #length = 0;
  #atEnd = true;
  /** Where it was when last looked at, in CSS pixels. */
  #top = 0;
  #behind = false;

  constructor(host: ReactiveControllerHost, list: () => HTMLElement | null) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  /** Something has come below what is read. */
  get isBehind(): boolean {
    return this.#behind;
  }

  /** The list is about to show so many entries. Looks where it is read now: the word of a scroll comes a frame late. */
  shows(length: number): void {
    this.#look();
    if (length > this.#length && !this.#atEnd) this.#say(true);
    this.#length = length;
  }

  toEnd(): void {
    this.#atEnd = true;
    this.#say(false);
    this.#keep();
  }

  /** Listens to the list's `scroll`. */
  readonly onScroll = (): void => {
    this.#look();
    if (this.#atEnd) this.#say(false);
  };

  hostUpdated(): void {
    this.#keep();
    const list = this.#list();
    if (list === this.#observed) return;
    this.#sizes.disconnect();
    this.#observed = list;
    if (list) this.#sizes.observe(list);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#observed = null;
  }

  #look(): void {
    const list = this.#list();
    if (list && list.scrollTop !== this.#top)
      this.#atEnd = list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR;
    this.#top = list?.scrollTop ?? 0;
  }

  #keep(): void {
    const list = this.#list();
    if (!list || !this.#atEnd || list.scrollTop < this.#top) return;
    list.scrollTop = list.scrollHeight;
    this.#top = list.scrollTop;
  }

  #say(behind: boolean): void {
    if (behind === this.#behind) return;
    this.#behind = behind;
    this.#host.requestUpdate();
  }
}
