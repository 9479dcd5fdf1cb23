/**
 * Registers a tag unless the page has it already: a second copy of the kit on one page leaves the first in charge,
 * as the registry throws on a second definition. Does nothing where there are no custom elements (a server).
 */
export function defineElement(tag: `nearhand-${string}`, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get(tag)) return;
  customElements.define(tag, element);
}
