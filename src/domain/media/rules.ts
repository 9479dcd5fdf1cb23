import { deleting } from '../deleting.js';
import { created, isEqual, type Again, type KindRules } from '../kind-rules.js';
import { Id } from '../primitives.js';
import { write } from '../write.js';
import { MediaItem } from './schema.js';

export const mediaRules = {
  again,
  writes: [
    write(
      'media.create',
      { media: MediaItem },
      {
        to: 'any session',
        timely: ({ media, ...rest }, { written }) => ({
          ...rest,
          media: { ...media, createdAt: written(media.createdAt) },
        }),
        apply: ({ media }, session, actor) =>
          created(session, { collection: 'media', row: { ...media, author: actor } }),
      },
    ),
    write('media.delete', { rowId: Id }, deleting('media', 'agents')),
  ],
} as const satisfies KindRules<'media'>;

/** An item is written again, as it was, by its author once its bytes have arrived. */
function again(row: MediaItem, kept: MediaItem): Again {
  if (!isEqual(looks(row), looks(kept))) return 'other';
  if (kept.ref === undefined && row.ref !== undefined) return 'complete';
  return isEqual([row.kind, row.ref], [kept.kind, kept.ref]) ? 'same' : 'other';
}

/** What is known of an item before its bytes are. */
const looks = ({ author, name, width, height }: MediaItem): unknown => [author.id, name, width, height];
