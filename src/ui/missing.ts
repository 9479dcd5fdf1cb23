import type { ReactiveElement } from 'lit';
import { NearhandError } from '../host/errors.js';

/** How long a page may take to set what a tag cannot do without, in ms: many ask their own server for it first. */
const PATIENCE = 2_000;

/** Those that were asked for it; true once they had that long. */
const isOver = new WeakMap<ReactiveElement, boolean>();

/** What to say where a page left an attribute out; undefined until it had the time to set it, then the element renders anew. */
export function missing(element: ReactiveElement, name: 'context' | 'session'): NearhandError | undefined {
  if (!isOver.has(element)) wait(element);
  if (!isOver.get(element)) return undefined;
  void import('./tell-of-tag.js').then(({ tellOfMissing }) => tellOfMissing(element, name));
  return new NearhandError('page/misused', `no ${name} is given`);
}

function wait(element: ReactiveElement): void {
  isOver.set(element, false);
  setTimeout(() => {
    isOver.set(element, true);
    if (element.isConnected) element.requestUpdate();
  }, PATIENCE);
}
