/** An application segment that no known format uses, and what ours begins with (ITU-T T.81, B.2.4.6). */
const APP15 = 0xef;
const NAME = new TextEncoder().encode('nearhand clean picture\0');
/** Bytes of a segment at most, its length's own two included. */
const LONGEST = 0xffff;
const SCAN = 0xda;

/** A JPEG with another one inside of it that shows the same without the marks, small. Readers that do not know it skip it. */
export async function withCleanPicture(jpeg: Blob, clean: Blob): Promise<Blob> {
  const length = 2 + NAME.length + clean.size;
  if (length > LONGEST) return jpeg;
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  // The file's own head has to come first.
  const [head] = segments(bytes);
  const place = head?.marker === 0xe0 ? head.end : 2;
  const marker = Uint8Array.of(0xff, APP15, length >> 8, length & 0xff);
  return new Blob([bytes.subarray(0, place), marker, NAME, clean, bytes.subarray(place)], {
    type: jpeg.type,
  });
}

/** What `withCleanPicture` put into a file; undefined where there is nothing of the kind. */
export async function cleanPicture(file: Blob): Promise<Blob | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (const { marker, start, end } of segments(bytes)) {
    const isOurs = marker === APP15 && NAME.every((byte, index) => bytes[start + index] === byte);
    if (isOurs) return new Blob([bytes.subarray(start + NAME.length, end)], { type: 'image/jpeg' });
  }
  return undefined;
}

/** Of a JPEG's head: what each is, and where its content lies. Nothing of what is no JPEG, or breaks off. */
function* segments(bytes: Uint8Array): Generator<{ marker: number; start: number; end: number }> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? SCAN;
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (marker === SCAN || end < at + 4 || end > bytes.length) return;
    yield { marker, start: at + 4, end };
    at = end;
  }
}
