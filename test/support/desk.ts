import { fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { memory, MemoryBackendState } from '../../plugins/memory/memory.js';
import type { Change } from '../../src/domain/change.js';
import { newId } from '../../src/domain/ids.js';
import type { Person } from '../../src/domain/session.js';
import '../../src/elements/host/host.js';
import type { NearhandHost } from '../../src/elements/host/host.js';
import { createHost, type Host } from '../../src/host/host.js';
import { definePlugin, type AnyPlugin } from '../../src/host/plugin.js';
import type { BackendPort } from '../../src/ports/backend-port.js';
import type { LivePort } from '../../src/ports/live-port.js';
import type { TextOverrides } from '../../src/elements/words.js';
import type { Workspace } from '../../src/ui/workspace.js';
import { FakeLive } from './fake-live.js';
import { lena } from './store-bench.js';
import { seen } from './user.js';

export interface DeskOptions {
  readonly user?: Person;
  /** In place of the memory backend. */
  readonly backend?: BackendPort;
  readonly plugins?: readonly AnyPlugin[];
  readonly startDeadline?: number;
}

export const backendPlugin = (backend: BackendPort): AnyPlugin =>
  definePlugin({ id: 'backend', port: 'backend', start: () => backend });

export const livePlugin = (live: LivePort): AnyPlugin =>
  definePlugin({ id: 'live', port: 'live', start: () => live });

/** One test's page: hosts around the elements under test, each with a tenant of its own unless told; all gone afterwards. */
export class Desk {
  readonly tenant = crypto.randomUUID();
  readonly state = new MemoryBackendState();
  readonly live = new FakeLive();
  readonly #hosts: Host[] = [];
  readonly #pages: NearhandHost[] = [];

  /** Rows that the memory backend has. */
  put(...changes: Change[]): this {
    this.state.put(changes);
    return this;
  }

  host({ user = lena, backend, plugins, startDeadline }: DeskOptions = {}): Host {
    const actor = user.role === 'agent' ? { actor: user } : {};
    const ours = [
      backend ? backendPlugin(backend) : memory({ ...actor, state: this.state }),
      livePlugin(this.live),
    ];
    const host = createHost({
      plugins: plugins ?? ours,
      tenant: this.tenant,
      user,
      ...(startDeadline === undefined ? {} : { startDeadline }),
    });
    this.#hosts.push(host);
    return host;
  }

  /** The page around the content; the first element in it is the one under test. */
  async mount<E extends HTMLElement>(
    content: TemplateResult,
    options: DeskOptions & { readonly host?: Host; readonly text?: TextOverrides } = {},
  ): Promise<E> {
    const host = options.host ?? this.host(options);
    const page = await fixture<NearhandHost>(
      html`<nearhand-host .host=${host} .text=${options.text}>${content}</nearhand-host>`,
    );
    this.#pages.push(page);
    const element = page.querySelector<E>(':scope > *');
    if (!element) throw new TypeError('mount something');
    return element;
  }

  /** The page of an element under test. */
  page(element: Element): NearhandHost {
    const page = element.closest('nearhand-host');
    if (!page) throw new TypeError('not on a page');
    return page;
  }

  workspace(element: Element): Promise<Workspace> {
    return seen(() => this.page(element).workspace);
  }

  async end(): Promise<void> {
    const workspaces = this.#pages.map((page) => page.workspace);
    fixtureCleanup();
    await Promise.all(workspaces.map((workspace) => workspace?.close()));
    await Promise.allSettled(this.#hosts.map((host) => host.dispose()));
    const databases = await indexedDB.databases();
    for (const { name } of databases) if (name?.includes(this.tenant)) indexedDB.deleteDatabase(name);
  }
}

/** Long, right to left by force, and markup: a name that somebody may well have. */
export const HOSTILE = `\u202EevilName ${'W'.repeat(150)} <img src=x onerror="document.title='xss'"><script>0</script>`;

export const dressed = (scheme: 'light' | 'dark', width = 900, height = 600): HTMLElement =>
  Object.assign(document.createElement('div'), {
    style: `color-scheme:${scheme};background:${scheme === 'dark' ? '#16191c' : '#fff'};inline-size:${width}px;block-size:${height}px`,
  });

export const anId = newId;
