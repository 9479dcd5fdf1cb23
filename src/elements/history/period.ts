import type { SessionQuery } from '../../domain/sessions/query.js';

/** A span of whole days in the user's own time. */
export const PERIODS = ['any', 'today', 'week', 'month', 'between'] as const;
export type Period = (typeof PERIODS)[number];

/** As `<input type="date">` has them: `2026-11-28`, empty where none is chosen. Both are in it. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** Days before today that are in it as well. */
const BEFORE: Readonly<Partial<Record<Period, number>>> = { today: 0, week: 6, month: 29 };

/** The times of a period, as a query has them; undefined where it ends before it begins. */
export function spanOf(
  period: Period,
  { first, last }: Days,
  now: number,
): Pick<SessionQuery, 'from' | 'to'> | undefined {
  const before = BEFORE[period];
  if (before !== undefined) return { from: midnight(new Date(now), -before) };
  if (period === 'any') return {};
  if (first && last && first > last) return undefined;
  return {
    ...(first ? { from: midnight(dayOf(first), 0) } : {}),
    ...(last ? { to: midnight(dayOf(last), 1) } : {}),
  };
}

/** Midnight in the user's own time, which a date alone is not read as. */
export const dayOf = (day: string): Date => new Date(`${day}T00:00`);

/** The beginning of a day, so many days on: by the calendar, since not every day has 24 hours. */
const midnight = (time: Date, days: number): string =>
  new Date(time.getFullYear(), time.getMonth(), time.getDate() + days).toISOString();
