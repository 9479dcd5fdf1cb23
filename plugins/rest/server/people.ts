import { type Change, type DirectoryEntry, removed, signedIn } from '../../../src/domain.js';
import type { Agent } from './agents.js';
import { refuse } from './answer.js';
import type { Storage } from './storage.js';

/** So many signed-in agents are remembered; beyond it they are looked up again. */
const MOST_REMEMBERED = 10_000;

export interface PeopleInput {
  readonly storage: Storage;
  readonly clock: () => number;
  readonly changed: (tenant: string, changes: readonly Change[]) => void;
}

/** Who there is to be invited: whoever the vendor's server says, and whoever has signed in. */
export class People {
  readonly #on: PeopleInput;
  /** The names of those whose row is as it should be. */
  readonly #known = new Map<string, string>();

  constructor(input: PeopleInput) {
    this.#on = input;
  }

  async put(tenant: string, row: DirectoryEntry): Promise<DirectoryEntry> {
    await this.#write(tenant, row.id, () => row);
    return row;
  }

  async remove(tenant: string, id: string): Promise<void> {
    await this.#write(tenant, id, (kept) => {
      if (!kept) throw refuse('backend/not-found', 'nobody has this id');
      return kept.removedAt === undefined
        ? removed(kept, new Date(this.#on.clock()).toISOString())
        : undefined;
    });
  }

  /** Asked at each call of an agent, and answered from memory but for the first. */
  async signIn({ tenant, person }: Agent): Promise<void> {
    const key = `${tenant}/${person.id}`;
    if (this.#known.get(key) === person.name) return;
    const kept = await this.#on.storage.read(tenant).get('people', person.id);
    if (signedIn(kept, person)) await this.#write(tenant, person.id, (now) => signedIn(now, person));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(key, person.name);
  }

  async #write(
    tenant: string,
    id: string,
    next: (kept: DirectoryEntry | undefined) => DirectoryEntry | undefined,
  ): Promise<void> {
    const changes = await this.#on.storage.write(tenant, async (writer): Promise<Change[]> => {
      const row = next(await writer.get('people', id));
      if (!row) return [];
      const change: Change = { collection: 'people', row };
      await writer.put(change);
      return [change];
    });
    this.#on.changed(tenant, changes);
  }
}
