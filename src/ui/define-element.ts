import { ContextRoot } from '@lit/context';

/** An element may come to life before the host around it does: what it asked for waits here until there is one to answer. */
const unanswered = new ContextRoot();

/**
 * Registers a tag unless the page has it already: a second copy of the kit on one page leaves the first in charge,
 * as the registry throws on a second definition. Does nothing where there are no custom elements (a server).
 */
export function defineElement(tag: `nearhand-${string}`, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get(tag)) return;
  // Attaching again changes nothing: the listeners are the same.
  unanswered.attach(document.documentElement);
  customElements.define(tag, element);
}
