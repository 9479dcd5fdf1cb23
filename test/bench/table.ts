export interface Figures {
  readonly name: string;
  readonly values: readonly number[];
}

/** Median, 95th percentile, least and greatest of each row. */
export function printTable(title: string, rows: readonly Figures[]): void {
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      rows.map(({ name, values }) => [
        name,
        {
          n: values.length,
          median: Math.round(quantile(values, 0.5)),
          p95: Math.round(quantile(values, 0.95)),
          min: Math.round(Math.min(...values)),
          max: Math.round(Math.max(...values)),
        },
      ]),
    ),
  );
}

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
