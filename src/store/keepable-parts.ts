import { keepable } from '../domain/primitives.js';

/** The same with what no backend could keep taken out of its texts, so that nothing is written that can only be refused. */
export function keepableParts<T>(value: T): T {
  if (typeof value === 'string') return keepable(value) as T;
  if (Array.isArray(value)) return value.map(keepableParts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, keepableParts(part)])) as T;
}
