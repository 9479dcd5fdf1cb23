import { NearhandError } from '../../host/errors.js';
import { tellDeveloper } from '../../host/tell-developer.js';
import type { HostAttributes } from './from-attributes.js';

/**
 * What to say of a `nearhand-host` to which nothing gave a backend. Users read it only where the attributes say that no
 * `host` is to come: a page may well give that one later, such as once somebody has signed in.
 */
export function noBackend({ tokenSrc, user, userName }: HostAttributes): NearhandError | undefined {
  tellDeveloper(
    'nearhand-host has neither `backend` nor `host`, so that the tags within have no data: give it backend="…", the base ' +
      'URL of the server, or as `host` what createHost({ plugins, tenant, user }) returned.',
  );
  return tokenSrc || user || userName ? new NearhandError('page/misused', 'no backend is given') : undefined;
}
