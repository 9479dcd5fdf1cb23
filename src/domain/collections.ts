/** For rows of a session, in the order in which they were made. */
const BY_SESSION = { session: ['row.sessionId', 'row.createdAt'] } as const;

/**
 * Every kind of record, with its indexes: each read of the local copy goes over one of them, by equality on the first
 * parts and in the order of the last. What a row is comes with the rows (`records.ts`), and what may be written with the
 * first write (`rules.ts`).
 */
export const INDEXES = {
  sessions: {
    status: ['row.status', 'row.createdAt'],
    statusByEnd: ['row.status', 'row.endedAt'],
    context: ['row.context', 'row.status', 'row.createdAt'],
    contextByEnd: ['row.context', 'row.status', 'row.endedAt'],
    agent: ['row.createdBy.id', 'row.status', 'row.createdAt'],
    agentByEnd: ['row.createdBy.id', 'row.status', 'row.endedAt'],
  },
  messages: BY_SESSION,
  notes: BY_SESSION,
  media: BY_SESSION,
  events: { session: ['row.sessionId', 'row.at'] },
  invitations: BY_SESSION,
  people: { all: ['row.name', 'row.id'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly `row.${string}`[]>>>>;

export type Collection = keyof typeof INDEXES;
export const COLLECTIONS = Object.keys(INDEXES) as Collection[];
