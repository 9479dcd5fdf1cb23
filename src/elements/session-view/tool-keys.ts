import type { Shape } from '../../domain/annotation.js';

const KEYS: Readonly<Record<string, Shape>> = { a: 'arrow', f: 'freehand', c: 'circle', r: 'rectangle' };

/**
 * The Latin letter of a key, in lower case: the one that it types or, where the keyboard's script is another (Greek,
 * Russian, Hebrew), the one in its place on a Latin keyboard.
 */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^\p{L}\p{M}*$/u.test(key) ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() : undefined;
}

/** The tool that a letter chooses. */
export const toolForKey = (letter: string): Shape | undefined => KEYS[letter];
