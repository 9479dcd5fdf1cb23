import type { Profile, Sample } from './measure.js';
import { FLOOR, type BenchPage } from './page.js';

export interface Measured {
  readonly page: BenchPage;
  readonly mode: 'empty' | 'kept';
  readonly samples: readonly Sample[];
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? NaN;

const WORDS = { empty: 'nothing kept', kept: 'rows kept' } as const;

/** As Markdown: medians with the span of all loads, and how many times the floor page's median. */
export function tableOf({ name }: Profile, measured: readonly Measured[]): string {
  const floor = measured.find(({ page }) => page.name === FLOOR);
  const unit = median(floor?.samples.map(({ shown }) => shown) ?? []);
  const lines = measured.map(({ page, mode, samples }) => {
    const shown = sorted(samples.map((sample) => sample.shown));
    const of = (pick: (sample: Sample) => number) => median(samples.map(pick));
    return [
      `${page.title}${page.modes.length > 1 ? `, ${WORDS[mode]}` : ''}`,
      median(shown).toFixed(0),
      `${shown[0]?.toFixed(0)} to ${shown.at(-1)?.toFixed(0)}`,
      `${(median(shown) / unit).toFixed(2)}x`,
      page.goals?.[mode] === undefined ? '' : `${page.goals[mode]}x`,
      of(({ steps }) => steps),
      of(({ requests }) => requests),
      (of(({ bytes }) => bytes) / 1024).toFixed(0),
    ].join(' | ');
  });
  return [
    `### ${name[0]?.toUpperCase()}${name.slice(1)}`,
    '',
    '| page | shown (ms, median) | from, to | to the floor | goal | steps in a row | requests | KB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

export const documentOf = (tables: readonly string[], loads: number): string =>
  [
    '# First rows',
    '',
    'How long a page takes from the navigation until two frames after its first rows are there (the launcher: until it can be',
    'pressed), against a page with one bare Lit element and two peers; each built by Vite, gzipped, HTTP/1.1 without the HTTP',
    `cache, in Chromium, ${loads} loads of each page in turn. Figures of one run compare with each other, with no others. A step is a`,
    'request that may have waited for the answer to another. Repeat it with `npm run build && npm run bench:first-rows -- --write`.',
    '',
    ...tables.flatMap((table) => [table, '']),
  ].join('\n');
