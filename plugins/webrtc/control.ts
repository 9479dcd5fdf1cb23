import * as v from 'valibot';
import { MediaMessage } from './media-slots.js';
import { Hello, ProofMessage } from './proof.js';

/** What the mesh itself says over a link, as text on the reliable channel. */
export const Control = v.variant('kind', [
  Hello,
  ProofMessage,
  /** You are proved, and there is room for you. */
  v.object({ kind: v.literal('welcome') }),
  v.object({ kind: v.literal('full') }),
  MediaMessage,
  /** Of pictures from these sources we take trailers off (`trailer`), so messages may ride on them. */
  v.object({
    kind: v.literal('strips'),
    sources: v.pipe(v.array(v.picklist(['camera', 'screen'])), v.maxLength(2)),
  }),
  /** The same person's next token, before the earlier one expires. */
  v.object({ kind: v.literal('token'), token: Hello.entries.token }),
  /** Our id in the signalling is another from now on. */
  v.object({ kind: v.literal('moved'), id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
  /** Good-bye, answered with the same, so that all said before has arrived. */
  v.object({ kind: v.literal('bye') }),
]);
export type Control = v.InferOutput<typeof Control>;

export function readControl(text: string): Control | undefined {
  if (text.length > 20_000) return undefined;
  try {
    const result = v.safeParse(Control, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
