import { newId } from '../domain/ids.js';
import type { Mutation } from '../domain/mutation.js';
import { fileName, now } from '../domain/primitives.js';
import type { MediaItem } from '../domain/media/schema.js';
import type { Person } from '../domain/session.js';
import { keepableParts } from './keepable-parts.js';
import type { MediaDraft, MutationDraft } from './store.js';

/** A write as it is made here and now. */
export const newMutation = (draft: MutationDraft): Mutation =>
  ({ ...keepableParts(draft), id: newId(), at: now() }) as Mutation;

/** The write that adds a file. */
export function newMedia(blob: Blob, about: MediaDraft, author: Person): Mutation {
  const id = newId();
  const at = now();
  const name = fileName(about.name);
  const media: MediaItem = { ...about, name, id, type: blob.type, size: blob.size, author, createdAt: at };
  return { type: 'media.create', id, at, sessionId: about.sessionId, media };
}
