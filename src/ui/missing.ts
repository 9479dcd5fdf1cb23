import type { ReactiveElement } from 'lit';
import { NearhandError } from '../host/errors.js';

/** How long a page may take to set what a tag cannot do without, in ms: many ask their own server for it first. */
const PATIENCE = 2_000;

const asked = new WeakMap<Element, number>();

/** What to say where a page left an attribute out; undefined until it had the time to set it, then the element renders anew. */
export function missing(element: ReactiveElement, name: 'context' | 'session'): NearhandError | undefined {
  const now = performance.now();
  const first = asked.get(element);
  if (first === undefined) {
    asked.set(element, now);
    setTimeout(() => element.isConnected && element.requestUpdate(), PATIENCE);
  }
  if (now - (first ?? now) < PATIENCE) return undefined;
  void import('./tell-of-tag.js').then(({ tellOfMissing }) => tellOfMissing(element, name));
  return new NearhandError('page/misused', `no ${name} is given`);
}
