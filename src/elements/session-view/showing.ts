import type { MediaItem } from '../../domain/media/schema.js';

/** What the stage shows. */
export type Showing =
  | { readonly kind: 'live' }
  | { readonly kind: 'frozen' }
  /** A picture of the session's files. */
  | { readonly kind: 'kept'; readonly item: MediaItem };

export const LIVE: Showing = { kind: 'live' };
