import { ContextConsumer } from '@lit/context';
import type { Context, ContextType } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';

/** How long a page may take to put a host around a tag, in ms. */
const PATIENCE = 1_000;

/**
 * Something that the `nearhand-host` around an element gives, for as long as it is around it. A page may define its tags
 * in any order: an element that is there before the host is defined asks again once it is, since nobody heard it the
 * first time.
 */
export class HostContext<C extends Context<unknown, unknown>> implements ReactiveController {
  readonly #element: ReactiveElement;
  readonly #consumer: ContextConsumer<C, ReactiveElement>;
  readonly #onNone: (() => void) | undefined;
  #isGiven = false;
  #value: ContextType<C> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onNone`: no host is around the element, and none came. */
  constructor(element: ReactiveElement, context: C, onNone?: () => void) {
    this.#element = element;
    this.#onNone = onNone;
    // Before the consumer, which asks as soon as it is connected.
    element.addController(this);
    this.#consumer = new ContextConsumer(element, {
      context,
      subscribe: true,
      callback: (value) => {
        this.#isGiven = true;
        this.#value = value;
      },
    });
  }

  get value(): ContextType<C> | undefined {
    return this.#value;
  }

  hostConnected(): void {
    if (this.#onNone) this.#timer = setTimeout(() => this.#look(), PATIENCE);
    if (customElements.get('nearhand-host')) return;
    void customElements.whenDefined('nearhand-host').then(() => {
      if (this.#element.isConnected) this.#consumer.hostConnected();
    });
  }

  /** Whoever is taken elsewhere is given what is there. */
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#isGiven = false;
    this.#value = undefined;
    this.#element.requestUpdate();
  }

  #look(): void {
    if (this.#isGiven) return;
    void import('./tell-of-no-host.js').then(({ tellOfNoHost }) => tellOfNoHost(this.#element));
    this.#onNone?.();
  }
}
