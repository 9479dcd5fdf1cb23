import type { Session } from '../../src/domain/session.js';
import type { SessionQuery } from '../../src/domain/sessions/query.js';

/** Sessions as a list is asked for them, whatever keeps them. None arrives in the order in which it was begun. */
export interface Listed {
  readonly id: string;
  readonly agent: 'lena' | 'omar';
  readonly title: string;
  /** When it was begun, in hours before the first of them arrives. */
  readonly ago: number;
  /** The how manieth it was to end; absent where it is open. */
  readonly ended?: number;
}

export const LISTED: readonly Listed[] = [
  { id: 'f', agent: 'omar', title: 'Fan', ago: 10, ended: 4 },
  { id: 'a', agent: 'lena', title: 'Pump', ago: 50, ended: 2 },
  { id: 's1', agent: 'lena', title: 'Pump fan', ago: 45, ended: 5 },
  { id: 'd', agent: 'omar', title: 'Pump', ago: 30 },
  { id: 'c', agent: 'lena', title: 'Fan', ago: 30, ended: 3 },
  { id: 'e', agent: 'lena', title: 'Pump', ago: 20 },
  { id: 'b', agent: 'omar', title: 'Pump fan', ago: 40, ended: 1 },
  { id: 'g', agent: 'omar', title: 'Fan', ago: 30, ended: 6 },
];

export const hoursBefore = (end: number, hours: number): string =>
  new Date(end - hours * 3600_000).toISOString();

type StatedQuery = SessionQuery & Required<Pick<SessionQuery, 'status'>>;

/** What each query is to answer, by the rows as they are kept and somebody who takes part in `s1` alone. */
export function answersOf(
  rows: readonly Session[],
  participant: string,
): readonly (readonly [query: StatedQuery, ids: readonly string[]])[] {
  const rowOf = (id: string): Session => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new TypeError(`no session ${id}`);
    return row;
  };
  const begun = (id: string) => rowOf(id).createdAt;
  const ended = (id: string) => rowOf(id).endedAt ?? '';
  const status = 'ended';
  return [
    [{ status }, ['f', 'g', 'c', 'b', 's1', 'a']],
    [{ status: 'open' }, ['e', 'd']],
    [{ status, sort: '-createdAt' }, ['f', 'g', 'c', 'b', 's1', 'a']],
    [{ status, sort: 'createdAt' }, ['a', 's1', 'b', 'c', 'g', 'f']],
    [{ status, sort: '-endedAt' }, ['g', 's1', 'f', 'c', 'a', 'b']],
    [{ status, sort: 'endedAt' }, ['b', 'a', 'c', 'f', 's1', 'g']],
    [{ status: 'open', sort: '-endedAt' }, []],
    [{ status, agent: 'omar' }, ['f', 'g', 'b']],
    [{ status: 'open', agent: 'lena' }, ['e']],
    [{ status, agent: 'len' }, []],
    [{ status, agent: 'lena', sort: 'endedAt' }, ['a', 'c', 's1']],
    [{ status, participant }, ['s1']],
    [{ status, participant: 'lena' }, []],
    [{ status, person: 'lena' }, ['c', 's1', 'a']],
    [{ status, person: participant, agent: 'lena' }, ['s1']],
    [{ status, person: participant, agent: 'omar' }, []],
    [{ status, from: begun('b') }, ['f', 'g', 'c', 'b']],
    [{ status, to: begun('b') }, ['s1', 'a']],
    [{ status, from: begun('b'), to: begun('f') }, ['g', 'c', 'b']],
    [{ status, from: begun('b'), to: begun('f'), sort: 'createdAt' }, ['b', 'c', 'g']],
    [{ status, from: begun('b'), to: begun('b') }, []],
    [{ status, from: ended('a'), to: ended('s1'), sort: '-endedAt' }, ['f', 'c', 'a']],
    [{ status, text: 'pump', from: begun('s1') }, ['b', 's1']],
    [{ status, text: 'fan', agent: 'omar', sort: 'endedAt' }, ['b', 'f', 'g']],
    [{ status, text: 'fan pum', agent: 'omar', from: begun('s1'), sort: '-endedAt' }, ['b']],
    [{ status, text: 'pump', to: ended('f'), sort: '-endedAt' }, ['a', 'b']],
    [{ status, context: 'demo:ticket:c' }, ['c']],
    [{ status, context: 'demo:ticket:c', agent: 'lena', sort: 'endedAt' }, ['c']],
    [{ status, context: 'demo:ticket:c', agent: 'omar' }, []],
    [{ status, context: 'demo:ticket:c', to: begun('c') }, []],
  ];
}

/** What nobody can have meant. */
export const UNSOUND: Readonly<Record<string, object>> = {
  'a time that is none': { from: 'NaN' },
  'a number': { to: Number.NaN },
  'a day that is not in its month': { from: '2026-02-31T00:00:00.000Z' },
  'a time without its zone': { to: '2026-02-01T00:00:00.000' },
  'a span that ends before it begins': { from: '2026-02-02T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
  'a sort that there is not': { sort: 'title' },
  'an agent whose id is none': { agent: 'not an id' },
  'a participant whose id is none': { participant: '' },
};
