import { tellDeveloper } from '../host/tell-developer.js';

/** Says what is wrong with the place of a tag that no host gives anything to. */
export function tellOfNoHost(element: Element): void {
  const tag = element.localName;
  tellDeveloper(
    hasHostAround(element)
      ? `<${tag}> waits for its <nearhand-host>, which is not defined: import 'nearhand/elements/host'.`
      : `<${tag}> stands outside of any <nearhand-host>, which gives it its data: put it inside of one.`,
  );
}

function hasHostAround(element: Element): boolean {
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof Element && at.localName === 'nearhand-host') return true;
  return false;
}
