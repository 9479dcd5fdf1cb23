import { MAX_LINKS } from './limits.js';
import { Link } from './link.js';
import type { HostedLink, LinkEnd, LinkHost } from './link-host.js';

/** Every other join of the session that we know of: its link, its later ids, and whether it may be called. */
export class Directory {
  readonly #links = new Map<string, Link>();
  /** Second ids of peers whose first one was lost, to the first. */
  readonly #aliases = new Map<string, string>();
  /** Ids that said good-bye or were sent away: never called again. */
  readonly #barred = new Set<string>();
  /** Ids with which no link came about yet, for no reason of theirs. */
  readonly #unmet = new Set<string>();

  get all(): readonly Link[] {
    return [...this.#links.values()];
  }

  /** Somebody should be here, and is not: it is worth asking who can be reached. */
  get isWanting(): boolean {
    return this.#links.size === 0 || this.#unmet.size > 0;
  }

  /** By any of its ids. */
  find(id: string): Link | undefined {
    return this.#links.get(this.#aliases.get(id) ?? id);
  }

  isBarred(id: string): boolean {
    return this.#barred.has(id);
  }

  isKnown(id: string): boolean {
    return this.#links.has(id) || this.#aliases.has(id) || this.#barred.has(id);
  }

  /** A link to an id that is not known, while there may be more. */
  open(id: string, host: LinkHost, calls: boolean): Link | undefined {
    if (this.isKnown(id) || this.#links.size >= MAX_LINKS) return undefined;
    const link = new Link(id, host, calls);
    this.#links.set(id, link);
    this.#unmet.delete(id);
    return link;
  }

  /** They are reached by this id too from now on; false if it is somebody's already. */
  alias({ remoteId }: HostedLink, id: string): boolean {
    if (this.isKnown(id)) return false;
    this.#aliases.set(id, remoteId);
    return true;
  }

  bar(id: string): void {
    this.#barred.add(id);
  }

  /** Without a verdict: they may come, and be called, again. */
  remove(link: HostedLink): void {
    if (this.#links.get(link.remoteId) === link) this.#links.delete(link.remoteId);
    for (const [alias, id] of this.#aliases) if (id === link.remoteId) this.#aliases.delete(alias);
  }

  ended(link: HostedLink, { status }: LinkEnd): void {
    const ids = [link.remoteId, ...this.#aliasesOf(link)];
    this.remove(link);
    const verdict = status === 'bye' || status === 'refused' ? this.#barred : this.#unmet;
    for (const id of ids) verdict.add(id);
  }

  /** A roster has come: whoever is not in it cannot be met. */
  forgetUnmet(): void {
    this.#unmet.clear();
  }

  clear(): void {
    this.#links.clear();
    this.#unmet.clear();
  }

  #aliasesOf({ remoteId }: HostedLink): string[] {
    return [...this.#aliases].flatMap(([alias, id]) => (id === remoteId ? [alias] : []));
  }
}
