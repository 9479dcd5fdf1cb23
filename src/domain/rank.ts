import * as v from 'valibot';

/**
 * What the vendor says of whoever works there. In a session an admin is an agent like the others, so that this is no
 * `Role` and stands in no row; what only an admin may do is outside of sessions.
 */
export const Rank = v.picklist(['agent', 'admin']);
export type Rank = v.InferOutput<typeof Rank>;
