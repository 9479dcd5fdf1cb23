import { tellDeveloper, type Whose } from '../../src/plugin.js';
import { CONTRACT } from './contract.js';

/** What whoever builds the page is told of a backend that is set up wrongly. Loaded when there is something to tell. */
export const tellOfOwner = (claims: Readonly<Record<string, unknown>>, { tenant, user }: Whose): void =>
  tellDeveloper(
    `the token is of tenant "${String(claims.tenant)}" and user "${String(claims.sub)}", but the page says tenant ` +
      `"${tenant}" and user "${user.id}": say the same in both (nearhand-host's attributes, or createHost).`,
  );

/** Each says the mistake and the remedy; `given` is what the page gave. */
const WORDS = {
  'no-server': () =>
    'what answers at the backend is not a Nearhand server (404 without a code): is `backend` its base URL?',
  'other-version': (given: unknown) =>
    `the server speaks version ${String(given)} of the contract (openapi.yaml), and this page version ${CONTRACT}: update the ` +
    'older of the two; a page that was open while both were updated has to be loaded anew.',
  'no-base': (given: unknown) =>
    `"${String(given)}" can be no backend's base URL: give one with http:// or https://, or one relative to the page, ` +
    'such as "/nearhand" (nearhand-host\'s `backend`, or rest({ baseUrl })).',
  'no-token-source': () =>
    "the page names an agent, but says nowhere what gives their token: set nearhand-host's `token-src`, or rest({ token }); " +
    "a guest's page names no `user`.",
  'no-token': (given: unknown) =>
    `rest({ token }) gave no token (${String(given)}): it has to be a function that gives, or promises, the token of whoever ` +
    "is signed in as a text, and throws new NearhandError('backend/unauthorized', …) where nobody is.",
} as const;

export type SetupFault = keyof typeof WORDS;

export const tellOfFault = (fault: SetupFault, given: unknown): void => tellDeveloper(WORDS[fault](given));
