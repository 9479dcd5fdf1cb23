import * as v from 'valibot';
import { GuestPreview, LiveGrant } from './live-grant.js';
import { Invitation, MediaRef } from './records.js';

/** What a backend answers to those who invite, enter and send files: asked for after the first rows, and loaded then. */
export { GuestPreview, LiveGrant, MediaRef };

/** A backend may name its guest page relative to the page that shows the link. */
const Link = v.pipe(
  v.string(),
  v.maxLength(10_000),
  v.check((link) => URL.canParse(link, document.baseURI), 'a link must be a URL'),
  v.transform((link) => new URL(link, document.baseURI).href),
);

export const MintedInvitation = v.object({ invitation: Invitation, link: Link });
