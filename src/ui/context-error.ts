import * as v from 'valibot';
import { Context } from '../domain/primitives.js';
import { NearhandError } from '../host/errors.js';

/** What to say where a page gave a tag a `context` that names no ticket: nothing can be found or begun by it. */
export function contextError(element: Element, context: string): NearhandError | undefined {
  if (!context || v.is(Context, context)) return undefined;
  void import('./tell-of-tag.js').then(({ tellOfContext }) => tellOfContext(element, context));
  return new NearhandError('page/misused', 'the context names no ticket');
}
