import { expect } from '@open-wc/testing';
import type { Person } from '../../../src/domain/session.js';
import { openTicketSession } from '../../../src/ui/ticket-session.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { refuses } from '../../support/check.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aSession, lena, until } from '../../support/store-bench.js';
import { seen } from '../../support/user.js';

const mia: Person = { id: 'mia', name: 'Mia', role: 'agent' };
const ticket = { context: 'demo:ticket:1', title: 'Pump' };
const never = new AbortController().signal;

describe('openTicketSession', () => {
  let desk: Desk;
  let workspaces: Workspace[];
  beforeEach(() => {
    desk = new Desk();
    workspaces = [];
  });
  afterEach(async () => {
    await Promise.all(workspaces.map((workspace) => workspace.close()));
    await desk.end();
  });

  const at = (options: Parameters<Desk['host']>[0]) => {
    const workspace = new Workspace(desk.host(options));
    workspaces.push(workspace);
    return workspace;
  };

  it('makes a session where there is none, and finds it the next time', async () => {
    const first = await openTicketSession(at({}), ticket, never);
    const second = await openTicketSession(at({ user: mia }), ticket, never);
    expect([first.created, second.created]).to.eql([true, false]);
    expect(second.sessionId).to.equal(first.sessionId);
  });

  it('lets the plugins prepare the call while the backend is asked', async () => {
    const workspace = at({});
    const backend = await workspace.backend();
    const begun: string[] = [];
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    Object.assign(backend, { prepareToEnter: () => begun.push('enter') });
    Object.assign(desk.live, { prepareToJoin: () => begun.push('join') });
    workspace.backend = async () => ({
      ...backend,
      list: (query, signal) => held.then(() => backend.list(query, signal)),
    });
    const opened = openTicketSession(workspace, ticket, never);
    await seen(() => begun.length === 2);
    go();
    expect([(await opened).created, begun]).to.eql([true, ['enter', 'join']]);
  });

  it('opens the session though a plugin throws while it prepares the call', async () => {
    Object.assign(desk.live, {
      prepareToJoin: () => {
        throw new TypeError('x');
      },
    });
    expect((await openTicketSession(at({}), ticket, never)).created).to.equal(true);
  });

  it('gives two agents who press at once the same session', async () => {
    const both = await Promise.all([lena, mia].map((user) => openTicketSession(at({ user }), ticket, never)));
    expect(new Set(both.map(({ sessionId }) => sessionId)).size).to.equal(1);
    expect(both.filter(({ created }) => created).length).to.equal(1);
    expect(desk.state.all('sessions').length).to.equal(1);
  });

  it('leaves nothing refused behind for whoever came second', async () => {
    const workspace = at({});
    const store = await workspace.open();
    await store.refresh();
    const backend = await workspace.backend();
    // Somebody else's session comes up between our question and our write.
    workspace.backend = async () => ({
      ...backend,
      list: async (query, signal) => {
        const page = await backend.list(query, signal);
        desk.put({ collection: 'sessions', row: aSession('other', { context: ticket.context }) });
        return page;
      },
    });
    expect(await openTicketSession(workspace, ticket, never)).to.eql({ sessionId: 'other', created: false });
    await until(store.status, ({ refused }) => refused.length === 0);
  });

  it('says backend/offline without a connection, and makes nothing', async () => {
    const backend = new FakeBackend(lena);
    backend.offline = true;
    await refuses(openTicketSession(at({ backend }), ticket, never), 'backend/offline');
    expect(backend.arrived).to.eql([]);
  });

  it('takes no row that does not fit for an open session', async () => {
    const backend = new FakeBackend(lena);
    const workspace = at({ backend });
    await (await workspace.open()).refresh();
    backend.fail('list', { kind: 'answer', value: { rows: [{ id: '<b>', status: 'open' }] } });
    const { created } = await openTicketSession(workspace, ticket, never);
    expect(created).to.equal(true);
  });
});
