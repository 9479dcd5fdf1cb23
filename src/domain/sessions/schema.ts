import type { Kind } from '../kind.js';
import { Session } from '../session.js';

export { Session };

export const sessions = {
  schema: Session,
  indexes: {
    status: ['row.status', 'row.createdAt'],
    context: ['row.context', 'row.status', 'row.createdAt'],
  },
} as const satisfies Kind;
