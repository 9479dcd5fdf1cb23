import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { peerjs } from '../../plugins/peerjs/index.js';
import { newId } from '../../src/domain/ids.js';
import type { LiveRoom } from '../../src/ports/live-port.js';
import { GrantOffice, type Granted } from '../support/grants.js';
import { until } from '../support/until.js';

describe('peerjs: the way to the server', () => {
  let office: GrantOffice;
  let rooms: LiveRoom[] = [];

  beforeEach(async () => {
    const url = await executeServerCommand<string, undefined>('peer-server:url');
    office = new GrantOffice(({ session }) => ({ url, id: `${session.id}-${newId()}`, ticket: newId() }));
  });

  afterEach(async () => {
    await Promise.all(rooms.map((room) => room.leave()));
    rooms = [];
  });

  async function join({ grant, key }: Granted, renewals: string[] = []): Promise<LiveRoom> {
    const port = await peerjs().start({ signal: new AbortController().signal, onDispose: () => undefined });
    const renew = async () => {
      const next = await office.grant({ name: grant.self.name, personId: grant.self.id, key });
      renewals.push(next.grant.signalling?.id ?? '');
      return next.grant;
    };
    const room = await port.join(grant, { key, signal: new AbortController().signal, renew });
    rooms.push(room);
    return room;
  }

  it('comes back under the same id after the server dropped it, while links stand', async () => {
    const tomas = await office.grant({ name: 'Tomas' });
    const [lena, room] = [await join(await office.grant({ name: 'Lena' })), await join(tomas)];
    const [before] = await until(lena.peers, (peers) => peers.length === 1);
    await executeServerCommand('peer-server:drop', { id: tomas.grant.signalling?.id });
    await until(room.state, ({ status }) => status === 'reconnecting');
    await until(room.state, ({ status }) => status === 'joined');
    expect(lena.peers.value[0]).to.equal(before);
    const maria = await join(await office.grant({ name: 'Maria' }));
    await until(maria.peers, (peers) => peers.length === 2);
  });

  it('goes on under another id when its own was taken meanwhile, and the links stand', async () => {
    const granted = await office.grant({ name: 'Tomas' });
    const renewals: string[] = [];
    const [lena, tomas] = [await join(await office.grant({ name: 'Lena' })), await join(granted, renewals)];
    const [before] = await until(lena.peers, (peers) => peers.length === 1);
    const { url = '', id = '' } = granted.grant.signalling ?? {};
    await executeServerCommand('peer-server:drop', { id });
    const thief = new WebSocket(`${url.replace('http', 'ws')}/peerjs?key=peerjs&id=${id}&token=other`);
    await until(tomas.state, ({ status }) => status === 'reconnecting');
    await until(tomas.state, ({ status }) => status === 'joined');
    expect(renewals.length).to.equal(1);
    expect(lena.peers.value[0]).to.equal(before);
    const maria = await join(await office.grant({ name: 'Maria' }));
    await until(maria.peers, (peers) => peers.length === 2);
    expect(maria.peers.value.map(({ person }) => person.name).sort()).to.eql(['Lena', 'Tomas']);
    thief.close();
  });

  it('joins under a fresh grant where the id is taken', async () => {
    const first = await office.grant({ name: 'Lena' });
    await join(first);
    const second = await office.grant({ name: 'Tomas' });
    const taken = {
      ...second.grant,
      signalling: {
        url: '',
        ticket: 'mine',
        ...second.grant.signalling,
        id: first.grant.signalling?.id ?? '',
      },
    };
    const renewals: string[] = [];
    const tomas = await join({ ...second, grant: taken }, renewals);
    expect(renewals.length).to.equal(1);
    const [lena] = await until(tomas.peers, (peers) => peers.length === 1);
    expect(lena?.person.name).to.equal('Lena');
  });

  it('ends a hopeless attempt with the caller’s abort', async () => {
    const { grant, key } = await office.grant({ name: 'Lena' });
    const nowhere = { ...grant, signalling: { url: 'http://localhost:9/live', id: 'a', ticket: 'b' } };
    const abort = new AbortController();
    const port = await peerjs().start({ signal: abort.signal, onDispose: () => undefined });
    const renew = () => Promise.reject(new Error('not asked'));
    const joining = port.join(nowhere, { key, signal: abort.signal, renew });
    abort.abort();
    const error: unknown = await joining.catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'AbortError');
  });
});
