import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { Latency, Wakes } from './measure.js';

const FILE = 'docs/scale.md';
/** What stands above it is written by hand. */
const FIGURES = '## Figures';

export function readsTable(bySize: readonly (readonly [string, readonly Latency[]])[]): string {
  const head = ['asked for', ...bySize.flatMap(([size]) => [`${size}: cold`, 'median', 'p95'])];
  const names = bySize[0]?.[1].map(({ name }) => name) ?? [];
  const rows = names.map((name, index) => [
    name,
    ...bySize.flatMap(([, found]) => {
      const { cold = NaN, warm = [] } = found[index] ?? {};
      return [cold, quantile(warm, 0.5), quantile(warm, 0.95)].map((ms) => ms.toFixed(1));
    }),
  ]);
  return table(head, rows);
}

export function wakesTable(runs: readonly (readonly [string, Wakes])[]): string {
  const head = [
    ...[
      'sessions',
      'agents',
      'wake-ups',
      'requests',
      'KB',
      'requests/s',
      'refused',
      'write median ms',
      'seen median ms',
    ],
    ...['seen p95 ms', 'CPU % of a core', 'memory MB'],
  ];
  const rows = runs.map(([sessions, run]) => [
    sessions,
    ...[
      run.agents,
      run.wakes.toFixed(1),
      run.requests.toFixed(1),
      (run.bytes / 1024).toFixed(1),
      run.rate.toFixed(0),
      run.failures,
    ],
    ...[quantile(run.applied, 0.5), quantile(run.seen, 0.5), quantile(run.seen, 0.95)].map(Math.round),
    ...[Math.round(run.cpu * 100), Math.round(run.memory)],
  ]);
  return table(
    head,
    rows.map((row) => row.map(String)),
  );
}

/** Puts the figures into the document, below what is said of them. */
export async function writeDocument(parts: readonly string[]): Promise<void> {
  const [words = ''] = (await readFile(FILE, 'utf8')).split(FIGURES);
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}.`;
  const text = [words.trimEnd(), FIGURES, machine, ...parts].join('\n\n');
  await writeFile(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
