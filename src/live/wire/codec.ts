import * as v from 'valibot';
import { WireMessage } from './message.js';

/** What the lossy channel carries. */
export type LossyWord = Unversioned<Extract<WireMessage, { kind: 'pointer' | 'poses' }>>;

type Unversioned<M> = M extends unknown ? Omit<M, 'v'> : never;

export const encode = (message: Unversioned<WireMessage>): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify({ v: 1, ...message }));

/** Undefined for whatever is no message of this version. */
export function decode(bytes: Uint8Array): WireMessage | undefined {
  try {
    const result = v.safeParse(
      WireMessage,
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
