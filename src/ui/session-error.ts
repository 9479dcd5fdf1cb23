import * as v from 'valibot';
import { Id } from '../domain/primitives.js';
import { NearhandError } from '../host/errors.js';

/** What to say where a page gave a tag a `session` that can be the id of none. */
export function sessionError(element: Element, session: string): NearhandError | undefined {
  if (!session || v.is(Id, session)) return undefined;
  void import('./tell-of-tag.js').then(({ tellOfSession }) => tellOfSession(element, session));
  return new NearhandError('page/misused', 'the session is no id');
}
