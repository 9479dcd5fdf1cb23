import type { Person } from '../../domain/session.js';
import { isAbort, NearhandError } from '../../host/errors.js';
import { createHost } from '../../host/host.js';
import type { Host } from '../../host/host.js';
import type { AnyPlugin } from '../../host/plugin.js';
import { local } from '../../../plugins/local/index.js';
import { peerjs } from '../../../plugins/peerjs/index.js';
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
export function hostFromAttributes(attributes: HostAttributes): Host {
  const { backend, tokenSrc, tenant, user, userName, live, workers } = attributes;
  const adapter = rest({ baseUrl: backend, ...(tokenSrc ? { token: tokenFrom(tokenSrc) } : {}) });
  const person: Person = user ? { id: user, name: userName || user, role: 'agent' } : GUEST;
  const plugins = [adapter, ...livePlugin(live)];
  return createHost({ plugins, tenant, user: person, ...(workers ? { workers } : {}) });
}

/** Nobody yet: a guest gets a name and an id of their own when they enter. */
const GUEST: Person = { id: 'guest', name: 'Guest', role: 'participant' };

/** What they bring is loaded when somebody joins. */
const LIVE: Readonly<Record<HostAttributes['live'], () => readonly AnyPlugin[]>> = {
  peerjs: () => [peerjs()],
  local: () => [local()],
  none: () => [],
};

function livePlugin(live: HostAttributes['live']): readonly AnyPlugin[] {
  if (Object.hasOwn(LIVE, live)) return LIVE[live]();
  void import('./setup-faults.js').then(({ tellOfLive }) => tellOfLive(live));
  return [];
}

type Answer = { readonly token?: unknown } | null | undefined;

/** The vendor's own server says who is signed in: `GET src` answers `{ "token": "…" }`, with the page's own cookies. */
const tokenFrom = (src: string) => async (_reason: unknown, signal: AbortSignal) => {
  const response = await fetch(src, { signal, credentials: 'same-origin', cache: 'no-store' }).catch(cutOff);
  const body = response.ok ? ((await response.json().catch(() => undefined)) as Answer) : undefined;
  if (typeof body?.token === 'string') return body.token;
  throw (await import('./setup-faults.js')).tokenFailure(src, response.status);
};

function cutOff(cause: unknown): never {
  if (isAbort(cause)) throw cause;
  throw new NearhandError('backend/offline', 'the token source could not be reached', {
    cause,
    retryable: true,
  });
}
