import * as v from 'valibot';
import { AnyChange } from './change.js';
import { ERROR_CODES } from './error-code.js';
import { Id } from './primitives.js';

/** A backend's answer to a mutation, the same again for the same mutation id. */
export const Receipt = v.variant('status', [
  v.object({ status: v.literal('applied'), mutationId: Id, changes: v.array(AnyChange) }),
  v.object({
    status: v.literal('refused'),
    mutationId: Id,
    code: v.picklist(ERROR_CODES),
    /** The rows as they really are, so that the local copy can take its guess back. */
    changes: v.array(AnyChange),
  }),
]);
export type Receipt = v.InferOutput<typeof Receipt>;
