import { NearhandError } from '../../host/errors.js';
import type { Host, HostFault } from '../../host/host.js';
import { tellDeveloper } from '../../host/tell-developer.js';
import { tellOfNobody } from '../../host/tell-of-options.js';
import { isGroup, type TextGroups } from '../../ui/text/text.js';
import { words } from '../words.js';

/** What whoever builds the page is told of a mistake in how `nearhand-host` is set up. Loaded when there is something to look at. */
const OF_HOST: Readonly<Record<Exclude<HostFault, 'for-nobody'>, string>> = {
  'no-host':
    'what was given to nearhand-host as `host` is none: give it what createHost({ plugins, tenant, user }) returned.',
  'behind-proxy':
    'the host was wrapped in a proxy, which cannot reach its private parts: keep it out of reactive state ' +
    '(Vue: shallowRef or markRaw; MobX: observable.ref).',
  disposed: 'the host that was given to nearhand-host was disposed before: make another one by createHost().',
};

export const LIVE_PLUGINS = ['peerjs', 'local', 'none'] as const;

export function tellOfHost(fault: HostFault, host: Host): void {
  if (fault === 'for-nobody') tellOfNobody(host);
  else tellDeveloper(OF_HOST[fault]);
}

export const tellOfLive = (live: string): void =>
  tellDeveloper(
    `nearhand-host does not know live="${live}", so that nobody can be called: it takes ${LIVE_PLUGINS.join(', ')}.`,
  );

/** What came instead of a token. Whoever is no longer signed in may also be sent to a page to sign in at. */
export function tokenFailure(src: string, status: number): NearhandError {
  const said = `the token source answered ${status}`;
  if (status >= 500) return new NearhandError('backend/unavailable', said, { retryable: true });
  if (status !== 401 && status !== 403)
    tellDeveloper(
      `token-src="${src}" answered ${status} without a token: to whoever is signed in it answers ` +
        '{ "token": "…" } as JSON, and to nobody 401.',
    );
  const code = status === 404 ? 'page/misused' : 'backend/unauthorized';
  return new NearhandError(code, `${said} without a token`);
}

/** Names each entry of a page's own words that stands for none of ours, or is of another kind. */
export function tellOfText(given: TextGroups): void {
  if (!isGroup(given))
    return tellDeveloper(
      "nearhand-host's text has to be an object of words, such as { chat: { send: '…' } }.",
    );
  for (const { at, why } of faultsIn(words, given)) tellDeveloper(`nearhand-host's text${at} ${why}.`);
}

interface Fault {
  readonly at: string;
  readonly why: string;
}

function faultsIn(known: object, given: object, at = ''): Fault[] {
  return Object.entries(given).flatMap(([name, value]: [string, unknown]): Fault[] => {
    const path = `${at}.${name}`;
    if (value === undefined) return [];
    if (!Object.hasOwn(known, name)) return [{ at: path, why: `is none of the words${likeOf(name, known)}` }];
    const ours: unknown = known[name as keyof typeof known];
    if (isGroup(ours) && isGroup(value)) return faultsIn(ours, value, path);
    return kindOf(ours) === kindOf(value) ? [] : [{ at: path, why: `has to be ${kindOf(ours)}` }];
  });
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'function') return 'a function that gives a text';
  return Array.isArray(value) ? 'a list' : 'a group of words';
}

/** The known name that shares the most pairs of letters with it (Dice's coefficient), if one is near. */
function likeOf(name: string, known: object): string {
  const pairs = (text: string) => new Set(Array.from(text, (_, at) => text.slice(at, at + 2).toLowerCase()));
  const mine = pairs(name);
  const near = Object.keys(known)
    .map((other) => {
      const theirs = pairs(other);
      const shared = [...mine].filter((pair) => theirs.has(pair)).length;
      return { other, likeness: (2 * shared) / (mine.size + theirs.size) };
    })
    .sort((one, two) => two.likeness - one.likeness)[0];
  return near && near.likeness >= 0.35 ? `: did you mean ${near.other}?` : '';
}
