import { mayUseLive, type Role, type Session, type Standing, standingOf } from '../../../src/domain.js';
import { refuse } from './answer.js';
import type { GuestCaller } from './caller.js';
import { invitationOf } from './invitation-rows.js';
import type { Storage, StorageReader } from './storage.js';

/** Somebody in a session. */
export interface Holder {
  readonly tenant: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly role: Role;
}

export type Part = 'agent' | 'admitted' | 'waiting';

export interface AccessInput {
  readonly storage: Storage;
  readonly clock: () => number;
  /** In ms: so long may a guest stay once their invitation has expired. */
  readonly stay: number;
}

/**
 * Decides what somebody may do, for whatever they ask of this server, from the session, the presence and the invitation
 * as they are at that moment. A token says who somebody is, and nothing of what they may.
 */
export class Access {
  readonly #on: AccessInput;

  constructor(input: AccessInput) {
    if (!(input.stay >= 0)) throw new TypeError('guestStay is a number of seconds, 0 or more');
    this.#on = input;
  }

  /** Throws where nothing is granted any more. */
  async standing(
    { tenant, sessionId, person }: GuestCaller,
    reader: StorageReader = this.#on.storage.read(tenant),
  ): Promise<Standing> {
    const standing = await this.#standing(person.id, await reader.get('sessions', sessionId), reader);
    if ('refused' in standing) throw refuse(standing.refused, WORDS[standing.refused] ?? 'not let in');
    return standing;
  }

  /** The standing of somebody who reads or hears; throws where there is nothing to be seen any more. */
  async reading(caller: GuestCaller): Promise<Standing> {
    const standing = await this.standing(caller);
    if (standing.level !== 'gone') return standing;
    throw standing.session.status === 'ended'
      ? refuse('session/ended', 'the session is over')
      : refuse('live/refused', 'not in the session');
  }

  /** Their part in the call as it is now: whom they may meet and signal to follows from it. Undefined: they have none. */
  async partOf({ tenant, sessionId, personId, role }: Holder): Promise<Part | undefined> {
    const reader = this.#on.storage.read(tenant);
    const session = await reader.get('sessions', sessionId);
    if (session?.status !== 'open') return undefined;
    if (role === 'agent') {
      const isIn = session.people.some(({ id, presence }) => id === personId && presence === 'admitted');
      return isIn ? 'agent' : undefined;
    }
    const standing = await this.#standing(personId, session, reader);
    if ('refused' in standing || !mayUseLive(standing)) return undefined;
    return standing.level === 'admitted' ? 'admitted' : 'waiting';
  }

  async #standing(
    personId: string,
    session: Session | undefined,
    reader: StorageReader,
  ): Promise<ReturnType<typeof standingOf>> {
    const { clock, stay } = this.#on;
    const invitation = await reader.get('invitations', invitationOf(personId) ?? '');
    return standingOf({ personId, session, invitation, now: clock(), stay });
  }
}

const WORDS: Readonly<Record<string, string>> = {
  'link/revoked': 'the invitation was taken back',
  'link/expired': 'the invitation has expired',
};
