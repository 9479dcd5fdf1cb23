import { ContextConsumer } from '@lit/context';
import type { Context, ContextType } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Something that the `nearhand-host` around an element gives. A page may define its tags in any order: an element that
 * is there before the host is defined asks again once it is, since nobody heard it the first time.
 */
export class HostContext<C extends Context<unknown, unknown>> implements ReactiveController {
  readonly #element: ReactiveElement;
  readonly #consumer: ContextConsumer<C, ReactiveElement>;

  constructor(element: ReactiveElement, context: C) {
    this.#element = element;
    this.#consumer = new ContextConsumer(element, { context, subscribe: true });
    element.addController(this);
  }

  get value(): ContextType<C> | undefined {
    return this.#consumer.value;
  }

  hostConnected(): void {
    if (customElements.get('nearhand-host')) return;
    void customElements.whenDefined('nearhand-host').then(() => {
      if (this.#element.isConnected) this.#consumer.hostConnected();
    });
  }
}
