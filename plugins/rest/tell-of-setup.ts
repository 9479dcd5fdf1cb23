import { tellDeveloper } from '../../src/host/tell-developer.js';
import type { Whose } from '../../src/host/plugin.js';

/** What whoever builds the page is told of a backend that is set up wrongly. Loaded when there is something to tell. */
export const tellOfOwner = (claims: Readonly<Record<string, unknown>>, { tenant, user }: Whose): void =>
  tellDeveloper(
    `the token is of tenant "${String(claims.tenant)}" and user "${String(claims.sub)}", but the page says tenant ` +
      `"${tenant}" and user "${user.id}": say the same in both (nearhand-host's attributes, or createHost).`,
  );

export const tellOfNobody = (): void =>
  tellDeveloper(
    'what answers at the backend is not a Nearhand server (404 without a code): is `backend` its base URL?',
  );
