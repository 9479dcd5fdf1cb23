import type { Person } from '../../domain/session.js';

/** Until we know who we are: may do nothing. */
export const NOBODY: Person = { id: 'nobody', name: 'nobody', role: 'observer' };

/** Who is let in, as far as this page knows. Agents always are: their token says so. */
export class Admission {
  readonly #admitted = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #before: (personId: string) => boolean;

  /** @param before - Was this person let in earlier, by the records? Agents alone may go by it. */
  constructor(before: (personId: string) => boolean) {
    this.#before = before;
  }

  trusts({ id, role }: Person): boolean {
    if (role === 'agent') return true;
    if (!this.#refused.has(id) && !this.#admitted.has(id) && this.#before(id)) this.#admitted.add(id);
    return this.#admitted.has(id);
  }

  isRefused(personId: string): boolean {
    return this.#refused.has(personId);
  }

  admit(personIds: readonly string[]): void {
    for (const id of personIds) {
      this.#refused.delete(id);
      this.#admitted.add(id);
    }
  }

  refuse(personId: string): void {
    this.#admitted.delete(personId);
    this.#refused.add(personId);
  }

  /** The newest 500. */
  list(): string[] {
    return [...this.#admitted].slice(-500);
  }
}
