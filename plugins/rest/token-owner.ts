import type { Whose } from '../../src/plugin.js';
import { failure } from './errors.js';

/**
 * Whom a token speaks for has to be whom the page says, lest the rows of one tenant or user come into the local copy of
 * another, and their unsent writes go out in somebody else's name. The claims are read, not checked: that is the
 * server's part. What is no JWT (RFC 7519) says nothing here.
 * @throws NearhandError `page/other-user`
 */
export function requireTokenOf(whose: Whose, token: string): void {
  const claims = claimsIn(token);
  const isSame = (said: unknown, meant: string) => said === undefined || said === meant;
  if (isSame(claims.tenant, whose.tenant) && isSame(claims.sub, whose.user.id)) return;
  void import('./tell-of-setup.js').then(({ tellOfOwner }) => tellOfOwner(claims, whose));
  throw failure('page/other-user', 'the token is of somebody else');
}

function claimsIn(token: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = token.split('.');
    // Ids are ASCII; whatever else is in it may come out garbled.
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
