import { expect } from '@open-wc/testing';
import type { LivePeer, LivePort, LiveRoom } from '../../src/ports/live-port.js';
import { colourTrack, untilColour } from '../support/picture.js';
import { GrantOffice, type GrantDraft, type Granted } from '../support/grants.js';
import { until } from '../support/until.js';

export interface LiveSubject {
  readonly name: string;
  port(): Promise<LivePort>;
  office(): Promise<GrantOffice>;
}

/** What every live plugin must do. All joins are in one page, each with a room of its own. */
export function liveContract(subject: LiveSubject): void {
  describe(`live port: ${subject.name}`, () => {
    let port: LivePort;
    let office: GrantOffice;
    let cleanups: (() => unknown)[] = [];

    beforeEach(async () => {
      port = await subject.port();
      office = await subject.office();
    });

    afterEach(async () => {
      await Promise.all(cleanups.map((cleanup) => cleanup()));
      cleanups = [];
    });

    async function enter({ grant, key }: Granted, signal = new AbortController().signal): Promise<LiveRoom> {
      const renew = async () =>
        (await office.grant({ name: grant.self.name, role: grant.self.role, personId: grant.self.id, key }))
          .grant;
      const room = await port.join(grant, { signal, key, renew });
      cleanups.push(() => room.leave());
      return room;
    }

    const join = async (draft: GrantDraft): Promise<LiveRoom> => enter(await office.grant(draft));

    const peer = async (room: LiveRoom, name: string): Promise<LivePeer> => {
      const peers = await until(room.peers, (all) =>
        all.some(({ person, link }) => person.name === name && link === 'connected'),
      );
      const found = peers.find(({ person }) => person.name === name);
      if (!found) throw new Error('unreachable');
      return found;
    };

    const picture = (colour: string): MediaStreamTrack => {
      const { track, stop } = colourTrack(colour);
      cleanups.push(stop);
      return track;
    };

    it('shows each to the other, with the person that the token names', async () => {
      const lena = await join({ name: 'Lena', personId: 'lena' });
      const tomas = await join({ name: 'Tomas', role: 'participant', personId: 'tomas' });
      expect((await peer(lena, 'Tomas')).person).to.eql({ id: 'tomas', name: 'Tomas', role: 'participant' });
      expect((await peer(tomas, 'Lena')).person).to.eql({ id: 'lena', name: 'Lena', role: 'agent' });
    });

    it('sends pictures only once the peer is admitted, and both ways', async () => {
      const lena = await join({ name: 'Lena' });
      const tomas = await join({ name: 'Tomas', role: 'participant' });
      lena.publish(picture('#0000ff'), 'camera');
      tomas.publish(picture('#ff0000'), 'camera');
      const lenaAtTomas = await peer(tomas, 'Lena');
      const tomasAtLena = await peer(lena, 'Tomas');
      expect(tomasAtLena.tracks.size).to.equal(0);
      tomas.admit(lenaAtTomas.id);
      const [atLena] = await until(lena.peers, ([one]) => one?.tracks.has('camera') === true);
      await untilColour(atLena?.tracks.get('camera') as MediaStreamTrack, [255, 0, 0]);
      expect(tomas.peers.value[0]?.tracks.size).to.equal(0);
      lena.admit(tomasAtLena.id);
      const [atTomas] = await until(tomas.peers, ([one]) => one?.tracks.has('camera') === true);
      await untilColour(atTomas?.tracks.get('camera') as MediaStreamTrack, [0, 0, 255]);
    });
  });
}
