import { expect, fixture, html } from '@open-wc/testing';
import { rest } from '../../../plugins/rest/rest.js';
import '../../../src/elements/host/host.js';
import type { NearhandHost } from '../../../src/elements/host/host.js';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/session-view/session-view.js';
import { createHost } from '../../../src/host/host.js';
import { databaseName } from '../../../src/store/database-name.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { backendPlugin, Desk, livePlugin } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { FakeLive } from '../../support/fake-live.js';
import { aSession, lena } from '../../support/store-bench.js';
import { Told } from '../../support/told.js';
import { click, read, seen, textIn } from '../../support/user.js';

const OTHER_USER = errorText['page/other-user'];
const list = html`<nearhand-session-list></nearhand-session-list>`;

describe('whose data it is', () => {
  let desk: Desk;
  let told: Told;
  beforeEach(() => {
    desk = new Desk();
    told = new Told();
  });
  afterEach(async () => {
    told.restore();
    await desk.end();
  });

  describe('by the token', () => {
    const encoded = (part: object) =>
      btoa(JSON.stringify(part)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
    const tokenOf = (claims: object) => `${encoded({ alg: 'none' })}.${encoded(claims)}.x`;

    async function page(token: string) {
      const asked: string[] = [];
      const fetch = async (request: Request) => {
        asked.push(new URL(request.url).pathname);
        const body = request.url.includes('changes')
          ? { changes: [], cursor: 'c', more: false }
          : { rows: [aSession('s1', { title: 'Of the other tenant' })] };
        return Response.json(body);
      };
      const backend = rest({ baseUrl: 'https://backend.test/api', token: async () => token, fetch });
      const host = createHost({ tenant: desk.tenant, user: lena, plugins: [backend] });
      const element = await desk.mount(list, { host });
      return { element, asked, host };
    }

    for (const [what, claims] of [
      ['tenant', { tenant: 'other', sub: lena.id }],
      ['user', { sub: 'amir', tenant: undefined }],
    ] as const) {
      it(`asks and keeps nothing where the token’s ${what} is another`, async () => {
        const { element, asked, host } = await page(tokenOf(claims));
        await read(desk.page(element), OTHER_USER);
        await told.seen(/the token is of tenant .* but the page says tenant .* say the same in both/);
        expect(asked).to.eql([]);
        expect(textIn(element)).not.to.contain('Of the other tenant').and.not.to.contain('No connection');
        await host.dispose();
      });
    }

    for (const [what, token] of [
      ['says the same', (tenant: string) => tokenOf({ tenant, sub: lena.id })],
      ['is no JWT', () => 'opaque'],
    ] as const) {
      it(`goes on where the token ${what}`, async () => {
        const { element, host } = await page(token(desk.tenant));
        await read(element, 'Of the other tenant');
        expect(told.lines).to.eql([]);
        await host.dispose();
      });
    }
  });

  it('begins anew with another backend, and keeps what the first one’s copy has', async () => {
    const from = (source: string, title: string) => {
      const backend = Object.assign(new FakeBackend(lena), { source });
      backend.write({ collection: 'sessions', row: aSession('s1', { title }) });
      return backend;
    };
    const [first, second] = [from('https://a.test/', 'From A'), from('https://b.test/', 'From B')];
    const element = await desk.mount(list, { backend: first });
    await read(element, 'From A');
    // Its rows are shown while the copy is made.
    await (await desk.workspace(element)).open();
    const cursors: (string | undefined)[] = [];
    const ask = second.changes.bind(second);
    second.changes = (cursor, signal) => {
      cursors.push(cursor);
      return ask(cursor, signal);
    };
    desk.page(element).host = desk.host({ backend: second });
    await read(element, 'From B');
    await desk.page(element).workspace?.open();
    expect(textIn(element)).not.to.contain('From A');
    expect(cursors[0]).to.equal(undefined);
    await told.seen(/begins anew.*another backend \(https:\/\/a\.test\/\)/);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).to.include.members([
      databaseName(desk.tenant, lena.id, 'https://a.test/'),
      databaseName(desk.tenant, lena.id, 'https://b.test/'),
    ]);
  });

  it('shows nothing of a host that a tag was taken out of', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump leaks' }) });
    const element = await desk.mount(list);
    await read(element, 'Pump leaks');
    document.body.append(element);
    try {
      await read(element, errorText['page/misused']);
      expect(textIn(element)).not.to.contain('Pump leaks');
    } finally {
      element.remove();
    }
  });

  it('goes on as it was in a tag that is moved within its host', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump leaks' }) });
    const element = await desk.mount(list);
    await read(element, 'Pump leaks');
    const page = desk.page(element);
    page.append(Object.assign(document.createElement('section'), { id: 'new' }));
    page.querySelector('#new')?.append(element);
    await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
    expect(textIn(element)).to.contain('Pump leaks');
  });

  describe('with a session view whose host is replaced', () => {
    const view = html`<nearhand-session-view session="s1"></nearhand-session-view>`;

    /** A host that has the session s1, of another tenant unless told; what was joined there. */
    function another(tenant: string) {
      const backend = new FakeBackend(lena);
      backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Of the other tenant' }) });
      const live = new FakeLive();
      let entered = 0;
      const { enter } = backend;
      backend.enter = () => {
        entered++;
        return enter();
      };
      const host = createHost({ tenant, user: lena, plugins: [backendPlugin(backend), livePlugin(live)] });
      return { host, entered: () => entered };
    }

    const inCall = async () => {
      desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump leaks' }) });
      const element = await desk.mount(view);
      await read(element, 'Pump leaks');
      return element;
    };

    it('leaves the call, enters nothing at the other tenant, and does so only if asked', async () => {
      const element = await inCall();
      const other = another('other-tenant');
      desk.page(element).host = other.host;
      await read(element, OTHER_USER);
      expect(other.entered()).to.equal(0);
      await told.seen(/got the host of another tenant or user while its session stayed/);
      await click(element, 'Try again');
      await seen(() => other.entered() > 0);
      await other.host.dispose();
    });

    it('comes back in for the same person', async () => {
      const element = await inCall();
      const before = await desk.workspace(element);
      desk.page(element).host = desk.host();
      await seen(() => desk.page(element).workspace?.live('s1'));
      expect(desk.page(element).workspace).not.to.equal(before);
      await read(element, 'Pump leaks');
    });

    it('leaves the call where it is taken out of its host', async () => {
      const element = await inCall();
      const page = desk.page(element);
      const workspace = await desk.workspace(element);
      await seen(() => workspace.live('s1'));
      document.body.append(element);
      try {
        await seen(() => workspace.live('s1') === undefined);
        await read(element, errorText['page/misused']);
        expect(page.workspace).to.equal(workspace);
      } finally {
        element.remove();
      }
    });
  });

  it('lets nobody ask for a host’s rows by a tag of another host around it', async () => {
    desk.put({ collection: 'sessions', row: aSession('s1', { title: 'Pump leaks' }) });
    const inner = new Desk().put({ collection: 'sessions', row: aSession('s2', { title: 'Fan is loud' }) });
    const page = await fixture<NearhandHost>(
      html`<nearhand-host .host=${desk.host()}
        ><nearhand-host .host=${inner.host()}>${list}</nearhand-host></nearhand-host
      >`,
    );
    const element = page.querySelector<HTMLElement>('nearhand-session-list');
    if (!element) throw new TypeError('no list');
    await read(element, 'Fan is loud');
    expect(textIn(element)).not.to.contain('Pump leaks');
    await inner.end();
  });
});
