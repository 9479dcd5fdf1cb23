import { type AnyChange, sessionIdsOf } from '../../../src/domain.js';
import { Access } from './access.js';
import type { Agents } from './agents.js';
import { Callers } from './caller.js';
import { Entrance } from './entrance.js';
import { Feed } from './feed.js';
import { Invitations } from './invitations.js';
import { Media } from './media.js';
import { LIFETIME } from './options.js';
import type { ServerOptions } from './options.js';
import { People } from './people.js';
import { Records } from './records.js';
import { report } from './report.js';
import { SignallingDesk } from './signalling-desk.js';
import type { Storage } from './storage.js';
import { Tokens } from './tokens.js';

/** What the routes need, once the storage is there. */
export interface Services {
  readonly storage: Storage;
  readonly access: Access;
  readonly feed: Feed;
  readonly callers: Callers;
  readonly people: People;
  readonly records: Records;
  readonly invitations: Invitations;
  readonly entrance: Entrance;
  readonly media: Media;
  readonly tokens: Tokens;
  readonly desk: SignallingDesk;
}

export async function openServices(
  options: ServerOptions,
  agents: Agents,
  clock: () => number,
): Promise<Services> {
  const storage = await options.storage;
  const tokens = await Tokens.open(storage, clock);
  const feed = new Feed();
  storage.watch?.((tenant, sessionIds) => feed.publish(tenant, sessionIds));
  const { guestPage, organisation, guestStay = LIFETIME.guestStay } = options;
  const stay = guestStay * 1000;
  const access = new Access({ storage, clock, stay });
  const desk = new SignallingDesk(access, tokens, clock);
  feed.subscribe((tenant, sessionIds) => {
    desk.review(tenant, sessionIds).catch((error: unknown) => report(options, error));
  });
  const changed = (tenant: string, changes: readonly AnyChange[]): void => {
    if (changes.length > 0) feed.publish(tenant, sessionIdsOf(changes));
  };
  const people = new People({ storage, clock, changed });
  const invitations = new Invitations({ storage, tokens, guestPage, organisation, clock, changed });
  return {
    storage,
    access,
    feed,
    tokens,
    desk,
    invitations,
    people,
    callers: new Callers(agents, tokens, people),
    records: new Records({ storage, access, clock, changed }),
    entrance: new Entrance({ storage, access, tokens, invitations, desk, options, stay, clock, changed }),
    media: new Media(storage, tokens, clock),
  };
}
