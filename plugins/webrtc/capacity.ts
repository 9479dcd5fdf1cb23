import type { Person } from '../../src/domain.js';
import { MAX_PEOPLE } from './limits.js';
import type { Link } from './link.js';
import type { HostedLink } from './link-host.js';

/** Whether a mesh has room: for others by what we see, for us by others' word, as far as it can be believed. */
export class Capacity {
  /** Proved people who say that there is no room for us. */
  readonly #saidFull = new Map<string, Person>();

  /** Who is away for a moment keeps the place, but not against themselves: a reloaded page comes as another join. */
  hasRoomFor(link: HostedLink, personId: string, links: Iterable<Link>): boolean {
    const others = [...links].filter(
      ({ remoteId, person, state }) =>
        remoteId !== link.remoteId && person && (state === 'connected' || person.id !== personId),
    );
    return others.length + 2 <= MAX_PEOPLE;
  }

  /** One guest's word cannot turn us away: it takes an agent's, or as many people as there is room for, all proved. */
  isFullBy(by: Person, links: Iterable<Link>): boolean {
    this.#saidFull.set(by.id, by);
    const met = new Set(this.#saidFull.keys());
    for (const { person } of links) if (person) met.add(person.id);
    return by.role === 'agent' || met.size >= MAX_PEOPLE;
  }
}
