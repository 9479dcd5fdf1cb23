/** What somebody at the page does and sees, also inside open shadow roots. */

const PATIENCE = 8_000;

/** Every element that matches, in document order, through open shadow roots. */
export function all<E extends Element = HTMLElement>(root: Element | ShadowRoot, selector: string): E[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as unknown as E] : []),
    ...(element.shadowRoot ? all<E>(element.shadowRoot, selector) : []),
  ]);
}

/** The roots to look through: the element's own shadow tree, then what is slotted into it. */
export const inside = <E extends Element = HTMLElement>(element: Element, selector: string): E[] => [
  ...(element.shadowRoot ? all<E>(element.shadowRoot, selector) : []),
  ...all<E>(element, selector),
];

/** Looks again at each frame until there is something to see. */
export function seen<T>(look: () => T | undefined | null | false, what = String(look)): Promise<T> {
  const failure = new Error(`never seen: ${what}`);
  const limit = performance.now() + PATIENCE;
  return new Promise((resolve, reject) => {
    const check = (): void => {
      const found = look();
      if (found) return resolve(found);
      if (performance.now() > limit) return reject(failure);
      requestAnimationFrame(check);
    };
    check();
  });
}

/** All that can be read in it, through shadow roots; not what is hidden, and not what only keeps directions apart. */
export const textIn = (node: Node): string => rawTextIn(node).replace(/[\u2068\u2069]/g, '');

function rawTextIn(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) && !(node instanceof ShadowRoot)) return '';
  if (node instanceof HTMLElement && node.matches('style, [hidden], dialog:not([open])')) return '';
  const children =
    node instanceof HTMLSlotElement && node.assignedNodes().length > 0
      ? node.assignedNodes()
      : ((node as Element).shadowRoot ?? node).childNodes;
  return [...children].map(rawTextIn).join(' ').replace(/\s+/g, ' ').trim();
}

export const read = (element: Element, words: string | RegExp): Promise<true> =>
  seen<true>(
    () => (typeof words === 'string' ? textIn(element).includes(words) : words.test(textIn(element))) || null,
    `“${String(words)}” in “${element.localName}”`,
  ).catch((error: Error) => {
    error.message += `; there was: ${textIn(element).slice(0, 600)}`;
    throw error;
  });

/** Nearly the accessible name: enough for controls whose label is a text or an attribute. */
export const nameOf = (element: Element): string =>
  (element.getAttribute('aria-label') ?? labelOf(element) ?? textIn(element))
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

function labelOf(element: Element): string | undefined {
  const label =
    element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      ? element.labels?.[0]
      : undefined;
  return label ? textIn(label) : undefined;
}

const isShown = (element: HTMLElement): boolean => element.checkVisibility({ visibilityProperty: true });

const CONTROLS = 'button, a[href], input, select, textarea, [role="tab"], [role="menuitem"]';

/** The controls that show and have this name. */
export const named = <E extends HTMLElement = HTMLElement>(root: Element, name: string | RegExp): E[] =>
  inside<E>(root, CONTROLS)
    .filter(isShown)
    .filter((one) => (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));

export const control = <E extends HTMLElement = HTMLElement>(
  root: Element,
  name: string | RegExp,
): Promise<E> => seen(() => named<E>(root, name)[0], `a control “${String(name)}”`);

/** As a mouse would: the focus goes there first. */
export async function click(root: Element, name: string | RegExp): Promise<void> {
  const target = await seen(
    () => named<HTMLButtonElement>(root, name).find((one) => !one.disabled),
    `“${String(name)}” to press`,
  );
  target.focus();
  target.click();
}

export async function type(root: Element, name: string | RegExp, text: string): Promise<void> {
  const field = await control<HTMLInputElement | HTMLTextAreaElement>(root, name);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** The element that has the focus, however deep. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
}

/** The next event of this type on the target. */
export const heard = <E extends Event>(target: EventTarget, type: string): Promise<E> =>
  new Promise((resolve) =>
    target.addEventListener(type, (event) => resolve(event as E), { once: true, passive: true }),
  );

/** Colours and sizes have come to rest. */
export const settled = (root: Element): Promise<unknown> =>
  Promise.all(
    inside(root, '*')
      .flatMap((one) => one.getAnimations())
      .filter((one) => one instanceof CSSTransition)
      .map((one) => one.finished.catch(() => undefined)),
  );

/** Gathers each stream that is set on a media element from now on, which begins anew with it. */
export function settingsOf(element: HTMLMediaElement): unknown[] {
  const sets: unknown[] = [];
  const stream = element.srcObject;
  Object.defineProperty(element, 'srcObject', { get: () => stream, set: (value) => sets.push(value) });
  return sets;
}
