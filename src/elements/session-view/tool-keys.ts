import type { Shape } from '../../domain/annotation.js';

const KEYS: Readonly<Record<string, Shape>> = { a: 'arrow', f: 'freehand', c: 'circle', r: 'rectangle' };

/** The tool that a key chooses, in either case. */
export const toolForKey = (key: string): Shape | undefined => KEYS[key.toLowerCase()];
