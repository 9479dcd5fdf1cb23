import type { ReactiveElement } from 'lit';
import * as v from 'valibot';
import { Id } from '../domain/primitives.js';
import { NearhandError } from '../host/errors.js';
import { missing } from './missing.js';

/** Whether it can be the id of one. */
export const isSession = (session: string): boolean => v.is(Id, session);

/** What to say where a page gave a tag a `session` that can be the id of none, or gave it none. */
export function sessionError(element: ReactiveElement, session: string): NearhandError | undefined {
  if (!session) return missing(element, 'session');
  if (isSession(session)) return undefined;
  void import('./tell-of-tag.js').then(({ tellOfSession }) => tellOfSession(element, session));
  return new NearhandError('page/misused', 'the session is no id');
}
