import { inside } from './user.js';

/** What shows and reaches out of the element sideways, by tag and class. */
export function cutOff(element: HTMLElement): string[] {
  const own = element.getBoundingClientRect();
  return inside(element, 'button, a, input, textarea, p, h1, h2, h3, time, label')
    .filter((one) => one.checkVisibility() && !one.closest('dialog'))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && (box.right > own.right + 1 || box.left < own.left - 1);
    })
    .map((one) => `${one.localName}.${one.className}`);
}
