/** The nearest `lang` around an element, through shadow roots; undefined where there is none that the browser knows. */
export function languageOf(element: Element): string | undefined {
  const found = element.closest<HTMLElement>('[lang]');
  const root = element.getRootNode();
  if (!found && root instanceof ShadowRoot) return languageOf(root.host);
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(found?.lang ?? [])[0];
  } catch {
    return undefined;
  }
}
