declare global {
  interface Window {
    /** In ms since the navigation began: two frames after what is waited for was there. */
    shown?: number;
    /** In ms since then: when what is measured began. */
    from?: number;
  }
}

/** What is loaded and looked at. */
export interface BenchPage {
  readonly name: string;
  readonly title: string;
  readonly body: string;
  /** `kept`: the rows are in the local copy already. */
  readonly modes: readonly ('empty' | 'kept')[];
  /** Times the floor page's, as the promise says. */
  readonly goals?: Partial<Record<'empty' | 'kept', number>>;
  /** A way into a session is added to its address. */
  readonly isGuests?: boolean;
}

export const BASE = '/nearhand';
export const TENANT = 'bench';

const host = (inner: string): string =>
  `<nearhand-host backend="${BASE}" token-src="/token" tenant="${TENANT}" user="lena" user-name="Lena">${inner}</nearhand-host>`;

const LAUNCHER = host(
  '<nearhand-launcher context="demo:ticket:1042" subject="Pump P-07 leaks"></nearhand-launcher>',
);

export const FLOOR = 'floor';

export const PAGES: readonly BenchPage[] = [
  { name: FLOOR, title: 'one bare Lit element', body: '<bare-element></bare-element>', modes: ['empty'] },
  { name: 'launcher', title: 'launcher', body: LAUNCHER, modes: ['empty', 'kept'], goals: { empty: 1.4 } },
  {
    name: 'list',
    title: 'session list',
    body: host('<nearhand-session-list></nearhand-session-list>'),
    modes: ['empty', 'kept'],
    goals: { empty: 2.2, kept: 1.6 },
  },
  {
    name: 'history',
    title: 'History',
    body: host('<nearhand-history></nearhand-history>'),
    modes: ['empty', 'kept'],
    goals: { empty: 2.2, kept: 1.6 },
  },
  {
    name: 'guest',
    title: 'guest page, to “I agree”',
    body: `<nearhand-host backend="${BASE}" tenant="${TENANT}"><nearhand-join></nearhand-join></nearhand-host>`,
    modes: ['empty'],
    isGuests: true,
  },
  {
    name: 'call',
    title: 'session view, from the press to the own picture',
    body: LAUNCHER,
    modes: ['empty'],
  },
  {
    name: 'rtk-meeting',
    title: 'rtk-meeting (its UI alone)',
    body: '<rtk-meeting></rtk-meeting>',
    modes: ['empty'],
  },
  { name: 'livekit-prejoin', title: 'LiveKit PreJoin', body: '<main></main>', modes: ['empty'] },
];
