import { rows } from './0001-rows.js';
import { deletions } from './0002-deletions.js';
import type { Migration } from './migration.js';

/** Every migration in its order; a new one goes to the end. */
export const MIGRATIONS: readonly Migration[] = [rows, deletions];
