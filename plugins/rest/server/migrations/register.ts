import { rows } from './0001-rows.js';
import { terms } from './0002-terms.js';
import { deletions } from './0003-deletions.js';
import { lists } from './0004-lists.js';
import type { Migration } from './migration.js';

/** Every migration in its order; a new one goes to the end. */
export const MIGRATIONS: readonly Migration[] = [rows, terms, deletions, lists];
