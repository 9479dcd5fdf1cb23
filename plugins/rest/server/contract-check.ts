import { CONTRACT } from '../contract.js';
import { refuse } from './answer.js';

/** Those that a client may ask for; one that says nothing is of the first. */
const SPOKEN: ReadonlySet<string> = new Set([CONTRACT]);
const FIRST = '1';

/** @throws NearhandError `page/other-version`, before anything is read or written for a client that would misunderstand it */
export function requireSpoken({ headers }: Request): void {
  const asked = /;\s*contract=(\d{1,9})\b/.exec(headers.get('accept') ?? '')?.[1] ?? FIRST;
  if (SPOKEN.has(asked)) return;
  const spoken = [...SPOKEN].join(', ');
  throw refuse(
    'page/other-version',
    `the client asks for version ${asked} of the contract, spoken is ${spoken}`,
  );
}
