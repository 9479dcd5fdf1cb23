/** The nearest `lang` around an element, through shadow roots; undefined where there is none, or none that is well formed. */
export function languageOf(element: Element): string | undefined {
  const found = element.closest<HTMLElement>('[lang]');
  const root = element.getRootNode();
  if (!found && root instanceof ShadowRoot) return languageOf(root.host);
  try {
    // Whether the browser knows it as well would cost more than a list's rows; one that it does not is its own to replace.
    return Intl.getCanonicalLocales(found?.lang ?? [])[0];
  } catch {
    return undefined;
  }
}
