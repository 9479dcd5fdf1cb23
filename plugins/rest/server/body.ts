import { refuse } from './answer.js';

/** So much more than the limit is read and dropped: a connection cut in the middle of a body would hide the answer. */
const PATIENCE = 4;

/** In bytes: how much of the body there can be, `limit` where its headers do not say or say more. */
export function mostOf({ headers }: Request, limit: number): number {
  const said = Number(headers.get('content-length') ?? limit);
  return Number.isSafeInteger(said) && said >= 0 ? Math.min(said, limit) : limit;
}

/** The whole body, `limit` bytes at most, whatever its headers say of it. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader && size <= limit * PATIENCE) {
    const { done, value } = await reader.read().catch(cut);
    if (done) break;
    size += value.byteLength;
    if (size <= limit) parts.push(value);
  }
  if (size > limit) throw refuse('backend/too-large', `a body has ${limit} bytes at most`);
  return joined(parts, size);
}

/** Whoever sends can hang up at any time: that is theirs, and no failure of the server. */
const cut = (): never => {
  throw refuse('backend/invalid-request', 'the body was cut off');
};

export async function readJson(request: Request, limit: number): Promise<unknown> {
  return jsonIn(await readBody(request, limit));
}

export function jsonIn(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw refuse('backend/invalid-request', 'the body is not JSON');
  }
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
