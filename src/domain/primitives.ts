import * as v from 'valibot';
import { timeNow } from './clock.js';
import { isSeen, oneLine } from './one-line.js';

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

/**
 * Text that people write, as every store can keep it: databases refuse U+0000 and half of a surrogate pair, for which UTF-8
 * has no bytes. What is not so can never be written, however often it is tried.
 */
export const Text = v.pipe(
  v.string(),
  v.regex(/^[^\0\p{Cs}]*$/u, 'text has no U+0000 and no lone surrogate'),
);

/** The text without what `Text` refuses, none of which can be seen. */
export const keepable = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '');

/** The name as a row has it: one line that reads as it is, `file` where nothing of it can be seen. */
export const fileName = (name: string): string => oneLine(name).slice(0, LIMITS.name).trim() || 'file';

/** What a file is called. */
export const FileName = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.name), v.transform(fileName));

export const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.id), v.regex(/^[\w.:-]+$/));

/** An instant, ISO 8601 in UTC with milliseconds (`2026-11-22T10:00:00.000Z`), so that text order is time order. */
export const Instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

/**
 * Names the ticket anywhere: `system:type:id`, for instance `zendesk:ticket:1234`. It is looked up and shown: what cannot be
 * seen, or turns text around, is refused and not taken away.
 */
export const Context = v.pipe(
  Text,
  v.maxLength(LIMITS.context),
  v.regex(/^[^\s:]+:[^\s:]+:\S+$/, 'a context reads system:type:id'),
  v.check((context) => !/\p{Cc}/u.test(context) && isSeen(context), 'a context can be seen'),
);

/** Stands for a name of which nothing can be seen, where a row has one. */
const NAMELESS = '?';

/** A name in a row: as it may stand in a sentence. */
export const PersonName = v.pipe(
  Text,
  v.minLength(1),
  v.transform((name) => oneLine(name) || NAMELESS),
  v.maxLength(LIMITS.name),
);

/** A name that somebody gives themselves: something of it has to be seen. */
export const GivenName = v.pipe(
  Text,
  v.transform(oneLine),
  v.minLength(1, 'a name that can be seen'),
  v.maxLength(LIMITS.name),
);

/** What a session is about. */
export const Title = v.pipe(Text, v.transform(oneLine), v.maxLength(LIMITS.title));

/** By the backend's clock, as far as it is known. */
export const now = (): string => new Date(timeNow()).toISOString();
