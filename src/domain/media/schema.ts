import * as v from 'valibot';
import { FileName, Id, Instant, Text } from '../primitives.js';
import { Person } from '../session.js';

/** Names bytes that the backend keeps. Opaque: ask `BackendPort.url` for something a page may load. */
export const MediaRef = v.pipe(Text, v.minLength(1), v.maxLength(512));
export type MediaRef = v.InferOutput<typeof MediaRef>;

export const MediaItem = v.object({
  id: Id,
  sessionId: Id,
  kind: v.picklist(['snapshot', 'image', 'video', 'document', 'model']),
  name: FileName,
  type: v.pipe(Text, v.maxLength(100)),
  /** In bytes. */
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** In pixels; absent for what has no picture size. */
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  height: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  author: Person,
  createdAt: Instant,
  /** Absent until the bytes have reached the backend. */
  ref: v.optional(MediaRef),
});
export type MediaItem = v.InferOutput<typeof MediaItem>;
