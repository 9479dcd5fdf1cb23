import type { Person } from '../../domain/session.js';
import { isAbort, NearhandError } from '../../host/errors.js';
import { createHost } from '../../host/host.js';
import type { Host } from '../../host/host.js';
import type { AnyPlugin } from '../../host/plugin.js';
import { rest } from '../../../plugins/rest/rest.js';

export interface HostAttributes {
  readonly backend: string;
  readonly tokenSrc: string;
  readonly tenant: string;
  readonly user: string;
  readonly userName: string;
  readonly live: 'peerjs' | 'local' | 'none';
  readonly workers: string;
}

/** A host for the REST adapter, from what stands in the tag. A page that needs more sets the `host` property. */
export async function hostFromAttributes(attributes: HostAttributes): Promise<Host> {
  const { backend, tokenSrc, tenant, user, userName, live, workers } = attributes;
  const adapter = rest({ baseUrl: backend, ...(tokenSrc ? { token: tokenFrom(tokenSrc) } : {}) });
  const person: Person = user ? { id: user, name: userName || user, role: 'agent' } : GUEST;
  const plugins = [adapter, ...(await livePlugin(live))];
  return createHost({ plugins, tenant, user: person, ...(workers ? { workers } : {}) });
}

/** Nobody yet: a guest gets a name and an id of their own when they enter. */
const GUEST: Person = { id: 'guest', name: 'Guest', role: 'participant' };

async function livePlugin(live: HostAttributes['live']): Promise<AnyPlugin[]> {
  if (live === 'none') return [];
  if (live === 'local') return [(await import('../../../plugins/local/index.js')).local()];
  if (live === 'peerjs') return [(await import('../../../plugins/peerjs/index.js')).peerjs()];
  (await import('./setup-faults.js')).tellOfLive(live);
  return [];
}

/** The vendor's own server says who is signed in: `GET src` answers `{ "token": "…" }`, with the page's own cookies. */
const tokenFrom = (src: string) => async (_reason: unknown, signal: AbortSignal) => {
  const response = await fetch(src, { signal, credentials: 'same-origin', cache: 'no-store' }).catch(cutOff);
  const { status } = response;
  const body: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
    return body.token;
  if (status >= 500)
    throw new NearhandError('backend/unavailable', `the token source answered ${status}`, {
      retryable: true,
    });
  // Whoever is no longer signed in may also be sent to a page to sign in at.
  if (status !== 401 && status !== 403) (await import('./setup-faults.js')).tellOfToken(src, status);
  const code = status === 404 ? 'page/misused' : 'backend/unauthorized';
  throw new NearhandError(code, `the token source answered ${status} without a token`);
};

function cutOff(cause: unknown): never {
  if (isAbort(cause)) throw cause;
  throw new NearhandError('backend/offline', 'the token source cannot be reached', {
    cause,
    retryable: true,
  });
}
