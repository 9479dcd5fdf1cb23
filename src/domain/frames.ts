import * as v from 'valibot';

/**
 * The frames of a backend's answers, for those who pass them on: whoever keeps the rows checks each of them, so that one
 * bad row does not hide the good ones beside it, nor a kind that is not known yet.
 */
export const PageFrame = v.object({ rows: v.array(v.unknown()), cursor: v.exactOptional(v.string()) });
export const ChangesFrame = v.object({
  changes: v.array(v.unknown()),
  cursor: v.pipe(v.string(), v.minLength(1)),
  more: v.boolean(),
  now: v.exactOptional(v.string()),
});
export const ReceiptFrame = v.looseObject({
  status: v.picklist(['applied', 'refused']),
  mutationId: v.string(),
  changes: v.array(v.unknown()),
});
/** The newest sessions of either state, and a cursor from before they were read. */
export const BeginningFrame = v.object({
  open: PageFrame,
  ended: PageFrame,
  cursor: v.pipe(v.string(), v.minLength(1)),
  now: v.exactOptional(v.string()),
});
