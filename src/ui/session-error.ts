import * as v from 'valibot';
import { Id } from '../domain/primitives.js';
import { NearhandError } from '../host/errors.js';
import { tellDeveloper } from '../host/tell-developer.js';

/** What to say where a page gave a tag a `session` that can be the id of none. */
export function sessionError(element: Element, session: string): NearhandError | undefined {
  if (!session || v.is(Id, session)) return undefined;
  tellDeveloper(
    `<${element.localName} session="${session}">: that can be no session's id; take it from an event ` +
      '(nearhand-session-created, nearhand-session-open-request) or from the backend.',
  );
  return new NearhandError('page/misused', 'the session is no id');
}
