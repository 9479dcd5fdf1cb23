import * as v from 'valibot';

/** Lengths in UTF-16 code units, as `String.length` counts them. */
export const LIMITS = {
  id: 64,
  name: 200,
  title: 500,
  context: 256,
  message: 8_000,
  note: 50_000,
  strokePoints: 5_000,
} as const;

/** No U+0000 and no half of a surrogate pair: databases refuse them, and UTF-8 has no bytes for the latter. */
const isKeepable = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

/** Text that people write, as every store can keep it. What is not so can never be written, however often it is tried. */
export const Text = v.pipe(v.string(), v.check(isKeepable, 'text has no U+0000 and no lone surrogate'));

/** The text without what `Text` refuses, none of which can be seen. */
export const keepable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '');

/** Control characters, line breaks, and what turns the direction of what follows, such as of a file's ending. */
const NOT_IN_FILE_NAMES = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What a file is called: one line that reads as it is. */
export const FileName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(LIMITS.name),
  v.check((name) => name === fileName(name), 'a file name is one line, with no control characters'),
);

/** The name as `FileName` takes it; `file` where nothing is left. */
export const fileName = (name: string): string =>
  name.replace(NOT_IN_FILE_NAMES, ' ').trim().slice(0, LIMITS.name) || 'file';

export const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.id), v.regex(/^[\w.:-]+$/));

/** An instant, ISO 8601 in UTC with milliseconds (`2026-11-22T10:00:00.000Z`), so that text order is time order. */
export const Instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

/** Names the ticket anywhere: `system:type:id`, for instance `zendesk:ticket:1234`. */
export const Context = v.pipe(
  Text,
  v.maxLength(LIMITS.context),
  v.regex(/^[^\s:]+:[^\s:]+:\S+$/, 'a context reads system:type:id'),
);

export const PersonName = v.pipe(Text, v.trim(), v.minLength(1), v.maxLength(LIMITS.name));

export const now = (): string => new Date().toISOString();
