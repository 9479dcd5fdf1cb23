import * as v from 'valibot';
import { Invitation } from './invitations/schema.js';

export const Link = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));

/** An invitation with the link that was made for it: the one time that anybody sees it. */
export const MintedInvitation = v.object({ invitation: Invitation, link: Link });
