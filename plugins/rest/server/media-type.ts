const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

/** First bytes of what may be kept: magic numbers from each format's own specification. */
const RECOGNISED: readonly (readonly [type: string, test: (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff)],
  ['image/webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
  ['application/pdf', (bytes) => ascii(bytes, 0, 5) === '%PDF-'],
  ['video/mp4', (bytes) => ascii(bytes, 4, 8) === 'ftyp'],
  ['video/webm', (bytes) => startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)],
  ['model/gltf-binary', (bytes) => ascii(bytes, 0, 4) === 'glTF'],
];

/** The type of these bytes by what they are, not by what they are called; undefined for what is not kept (SVG, HTML, all else). */
export const mediaTypeOf = (bytes: Uint8Array): string | undefined =>
  RECOGNISED.find(([, test]) => test(bytes))?.[0];
