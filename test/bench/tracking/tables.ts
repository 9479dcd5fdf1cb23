import { CLASS_NAMES, isHeldOut } from './generator/classes.js';
import type { Outcome } from './run.js';
import { quantile } from './score/quantile.js';
import type { Score } from './score/score.js';
import { score } from './score/score.js';

/** A table as text: the head first, each row as many cells. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const HEAD = [
  'class',
  'frames',
  'median px',
  'p95 px',
  '≤ 5 px %',
  'lost %',
  'wrong %',
  'back after (frames)',
  'never back',
  'ms median',
  'ms p95',
  'p95 / median',
];

/** One for each tracker and each half of the seeds: those to tune by, and those held out. */
export function scoreTables(outcomes: readonly Outcome[]): Table[] {
  const trackers = [...new Set(outcomes.map(({ tracker }) => tracker))];
  return trackers.flatMap((tracker) =>
    [false, true].flatMap((heldOut) => {
      const own = outcomes.filter((one) => one.tracker === tracker && isHeldOut(one.seed) === heldOut);
      if (own.length === 0) return [];
      const title = `${tracker}, ${heldOut ? 'seeds held out' : 'seeds to tune by'}`;
      return [{ title, head: HEAD, rows: [...classRows(own), row('ALL', own)] }];
    }),
  );
}

function classRows(outcomes: readonly Outcome[]): (readonly string[])[] {
  return CLASS_NAMES.flatMap((name) => {
    const own = outcomes.filter((one) => one.name === name);
    return own.length > 0 ? [row(name, own)] : [];
  });
}

function row(name: string, outcomes: readonly Outcome[]): readonly string[] {
  const figures = score(outcomes.flatMap(({ tracks }) => tracks));
  const { ms } = figures;
  return [
    name,
    String(figures.frames),
    figures.median.toFixed(2),
    figures.p95.toFixed(2),
    figures.within5.toFixed(1),
    figures.lost.toFixed(2),
    figures.wrong.toFixed(2),
    ...returnCells(figures),
    ms.median.toFixed(1),
    ms.p95.toFixed(1),
    ms.ratio.toFixed(1),
  ].map((cell) => (cell === 'NaN' ? '' : cell));
}

function returnCells({ returns }: Score): [string, string] {
  if (returns.length === 0) return ['', ''];
  const back = returns.filter(Number.isFinite);
  const never = `${returns.length - back.length} of ${returns.length}`;
  return [back.length > 0 ? `${quantile(back, 0.5)}, at most ${Math.max(...back)}` : '', never];
}

/** How far each state may be believed: what share of the claims were made in it, and how many of them were wrong. */
export function stateTable(outcomes: readonly Outcome[]): Table {
  const trackers = [...new Set(outcomes.map(({ tracker }) => tracker))];
  const rows = trackers.map((tracker) => {
    const own = outcomes.filter((one) => one.tracker === tracker);
    const { byState } = score(own.flatMap(({ tracks }) => tracks));
    const cells = Object.values(byState).flatMap(({ share, wrong }) => [share.toFixed(2), wrong.toFixed(2)]);
    return [tracker, ...cells.map((cell) => (cell === 'NaN' ? '' : cell))];
  });
  const head = [
    'tracker',
    ...['locked', 'relocated', 'drifting'].flatMap((state) => [`${state} %`, 'wrong %']),
  ];
  return { title: 'States: share of the claims, and how many of them were wrong', head, rows };
}

export function asMarkdown({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [`### ${title}`, '', line(head), line(rule), ...rows.map(line), ''].join('\n');
}

/** With columns of equal width, for a terminal. */
export function asText({ title, head, rows }: Table): string {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((cells) => cells[at]!.length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  ');
  return [title, line(head), ...rows.map(line), ''].join('\n');
}
