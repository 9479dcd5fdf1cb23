export interface DayGroup<T> {
  /** Midnight of that day in the user's own time, ms since 1970. */
  readonly day: number;
  readonly items: readonly T[];
}

/** Runs of items of one local day, in the order given. */
export function groupByDay<T>(items: readonly T[], instantOf: (item: T) => string): DayGroup<T>[] {
  const groups: { day: number; items: T[] }[] = [];
  for (const item of items) {
    const day = new Date(instantOf(item)).setHours(0, 0, 0, 0);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
