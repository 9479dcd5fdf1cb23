/** Looks at each frame; two more frames later it has been painted. */
export function markWhen(isThere: () => unknown): void {
  const look = (): void => {
    if (!isThere()) return void requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => (window.shown = performance.now())));
  };
  look();
}

/** What is in the shadow root of the first such element. */
export const inside = (tag: string, selector: string): Element | null | undefined =>
  document.querySelector(tag)?.shadowRoot?.querySelector(selector);

/** All that match, through open shadow roots. */
export function* all(root: ParentNode, selector: string): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* all(element.shadowRoot, selector);
  }
}
