import * as v from 'valibot';
import { GuestPreview, LiveGrant } from './live-grant.js';
import { Link, MintedInvitation } from './minted-invitation.js';
import { MediaRef } from './media/schema.js';

/** What a backend answers to those who invite, enter and send files: asked for after the first rows, and loaded then. */
export { GuestPreview, LiveGrant, MediaRef };

/** The same in a page: a backend may name its guest page relative to the one that shows the link. */
export const InvitationInPage = v.object({
  ...MintedInvitation.entries,
  link: v.pipe(
    Link,
    v.check((link) => URL.canParse(link, document.baseURI), 'a link must be a URL'),
    v.transform((link) => new URL(link, document.baseURI).href),
  ),
});
