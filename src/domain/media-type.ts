import type { MediaItem } from './media/schema.js';

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** Of the same container as MP4 (ISO/IEC 14496-12), and no videos: HEIF and AVIF. */
const PICTURE_BRANDS: ReadonlySet<string> = new Set([
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'],
]);

/** First bytes of what may be kept: magic numbers from each format's own specification. */
const RECOGNISED: readonly (readonly [type: string, test: (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff)],
  ['image/webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
  ['application/pdf', (bytes) => ascii(bytes, 0, 5) === '%PDF-'],
  ['video/mp4', (bytes) => ascii(bytes, 4, 8) === 'ftyp' && !PICTURE_BRANDS.has(ascii(bytes, 8, 12))],
  ['video/webm', (bytes) => startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)],
  ['model/gltf-binary', (bytes) => ascii(bytes, 0, 4) === 'glTF'],
];

/** The type of these bytes by what they are, not by what they are called; undefined for what is not kept (SVG, HTML, all else). */
export const mediaTypeOf = (bytes: Uint8Array): string | undefined =>
  RECOGNISED.find(([, test]) => test(bytes))?.[0];

/** What stands for bytes that are not there yet, and that are called something which would not be kept. */
const UNKNOWN = 'application/octet-stream';

type Kind = MediaItem['kind'];
const kindsOf = (type: string): readonly [Kind, ...Kind[]] => {
  if (type.startsWith('image/')) return ['image', 'snapshot'];
  if (type.startsWith('video/')) return ['video'];
  return [type.startsWith('model/') ? 'model' : 'document'];
};

/** What a backend knows of the bytes that it keeps. */
export interface KeptBytes {
  readonly type: string;
  readonly size: number;
}

/** The item as its bytes are, not as it was called. */
export function asItIs(item: MediaItem, bytes: KeptBytes | undefined): MediaItem {
  if (!bytes) return { ...item, type: RECOGNISED.some(([type]) => type === item.type) ? item.type : UNKNOWN };
  const kinds = kindsOf(bytes.type);
  const kind = kinds.includes(item.kind) ? item.kind : kinds[0];
  return { ...item, kind, type: bytes.type, size: bytes.size };
}
