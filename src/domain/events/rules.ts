import { created, sameBy, type KindRules } from '../kind-rules.js';
import { write } from '../write.js';
import { SessionEvent } from './schema.js';

/** What the page of whoever does it tells. All else is written with what it tells of, by whoever decides that. */
const OWN_DOING: ReadonlySet<SessionEvent['kind']> = new Set(['snapshot', 'marked', 'markLost', 'markFound']);

export const eventRules = {
  again: sameBy(({ kind, person, about }) => [kind, person?.id, about]),
  writes: [
    write(
      'event.append',
      { event: SessionEvent },
      {
        to: 'any session',
        timely: ({ event, ...rest }, { written }) => ({
          ...rest,
          event: { ...event, at: written(event.at) },
        }),
        apply: ({ event: { by: _claimed, ...event } }, session, actor) =>
          OWN_DOING.has(event.kind)
            ? created(session, { collection: 'events', row: { ...event, person: actor } })
            : { refused: 'backend/forbidden' },
      },
    ),
  ],
} as const satisfies KindRules<'events'>;
