import { expect } from '@open-wc/testing';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { LiveSession } from '../../../src/ui/live-session.js';
import { Workspace } from '../../../src/ui/workspace.js';
import { Desk } from '../../support/desk.js';
import { aSession, until } from '../../support/store-bench.js';
import type { Person } from '../../../src/domain/session.js';

const nobody: Person = { id: 'guest', name: 'Guest', role: 'participant' };
const never = new AbortController().signal;

describe('somebody whose invitation is taken back during the call', () => {
  let desk: Desk;
  beforeEach(() => (desk = new Desk().put({ collection: 'sessions', row: aSession('s1') })));
  afterEach(() => desk.end());

  it('is cut off by the agents’ pages, though their own does not heed it', async () => {
    const workspace = new Workspace(desk.host());
    const backend = await workspace.backend();
    const { invitation, link } = await backend.invite(
      { sessionId: 's1', channel: 'link', role: 'participant' },
      never,
    );
    const media = (): LocalMedia => new LocalMedia(undefined);
    const lena = await LiveSession.open({
      host: workspace.host,
      entry: { kind: 'agent', sessionId: 's1' },
      media: media(),
    });
    await lena.attach(workspace, aSession('s1'));
    const tomas = await LiveSession.open({
      host: desk.host({ user: nobody }),
      entry: { kind: 'guest', token: link.split('#')[1] ?? '', name: 'Tomas', consent: true },
      media: media(),
    });
    const [guest] = await until(lena.room.people, (people) => people.length === 1);
    await lena.admit(guest?.person.id ?? '');
    await until(tomas.room.state, ({ status }) => status === 'live');
    desk.live.of('Tomas').leave = () => Promise.resolve();
    await backend.revoke(invitation.id, never);
    await until(desk.live.of('Lena').peers, (peers) => peers.length === 0);
    expect(tomas.room.state.value).to.deep.include({ status: 'ended', reason: 'refused' });
    await lena.room.leave();
    lena.dispose();
    tomas.dispose();
    await workspace.close();
  });
});
