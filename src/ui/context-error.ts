import * as v from 'valibot';
import { Context } from '../domain/primitives.js';
import { NearhandError } from '../host/errors.js';
import { tellDeveloper } from '../host/tell-developer.js';

/** What to say where a page gave a tag a `context` that names no ticket: nothing can be found or begun by it. */
export function contextError(element: Element, context: string): NearhandError | undefined {
  if (!context || v.is(Context, context)) return undefined;
  tellDeveloper(
    `<${element.localName} context="${context}">: a context reads system:type:id, such as zendesk:ticket:1234, ` +
      'has no spaces and nothing unseen, and is the same wherever the ticket is shown.',
  );
  return new NearhandError('page/misused', 'the context names no ticket');
}
