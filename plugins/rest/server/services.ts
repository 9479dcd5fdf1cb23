import type { Change } from '../../../src/domain/change.js';
import type { Agents } from './agents.js';
import { Callers } from './caller.js';
import { Entrance } from './entrance.js';
import { Feed } from './feed.js';
import { Invitations } from './invitations.js';
import { Media } from './media.js';
import type { ServerOptions } from './options.js';
import { Records } from './records.js';
import { SignallingDesk } from './signalling-desk.js';
import type { Storage } from './storage.js';
import { Tokens } from './tokens.js';

/** What the routes need, once the storage is there. */
export interface Services {
  readonly storage: Storage;
  readonly feed: Feed;
  readonly callers: Callers;
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
  const desk = new SignallingDesk(storage, tokens, clock);
  const changed = (tenant: string, changes: readonly Change[]): void => {
    if (changes.length === 0) return;
    for (const change of changes) closeConnections(desk, tenant, change);
    feed.publish(tenant, new Set(changes.map(sessionOf)));
  };
  const { guestPage, organisation } = options;
  const invitations = new Invitations({ storage, tokens, guestPage, organisation, clock, changed });
  return {
    storage,
    feed,
    tokens,
    desk,
    invitations,
    callers: new Callers(agents, tokens, storage),
    records: new Records(storage, changed),
    entrance: new Entrance({ storage, tokens, invitations, desk, options, clock, changed }),
    media: new Media(storage, tokens, clock),
  };
}

const sessionOf = ({ collection, row }: Change): string =>
  collection === 'sessions' ? row.id : row.sessionId;

/** Nobody stays connected to a session that is over, nor anybody who was sent away. */
function closeConnections(desk: SignallingDesk, tenant: string, change: Change): void {
  if (change.collection !== 'sessions') return;
  const { id, status, people } = change.row;
  if (status === 'ended') return desk.close(tenant, id);
  const gone = people.filter((one) => one.presence === 'refused').map((one) => one.id);
  if (gone.length > 0) desk.close(tenant, id, new Set(gone));
}
