import { formats } from './formats.js';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const relative = formats((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const exact = formats(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const clock = formats((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const fullDay = formats((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));

/**
 * Makes the formats that a list's rows will need. The first of a page takes the browser some 25 ms, which nobody feels
 * while the rows are on their way.
 */
export function prepareTimes(locale?: string): void {
  relative(locale);
  exact(locale);
  clock(locale);
}

/** `3 minutes ago`, `yesterday`; under a minute, `now`. */
export function relativeTime(instant: string, now: number, locale?: string): string {
  const format = relative(locale);
  const distance = Date.parse(instant) - now;
  const step = STEPS.find(([, size]) => Math.abs(distance) >= size);
  return step ? format.format(Math.round(distance / step[1]), step[0]) : format.format(0, 'second');
}

export const exactTime = (instant: string, locale?: string): string =>
  exact(locale).format(Date.parse(instant));

export const clockTime = (instant: string, locale?: string): string =>
  clock(locale).format(Date.parse(instant));

/** `Saturday, 28 November 2026`. */
export const dayName = (day: number, locale?: string): string => fullDay(locale).format(day);

/** `4:07`, `1:02:09`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return parts[0] ? `${parts[0]}:${minutes}:${rest}` : `${Number(minutes)}:${rest}`;
}
