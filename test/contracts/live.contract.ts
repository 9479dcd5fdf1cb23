import { expect } from '@open-wc/testing';
import type {
  JoinOptions,
  LiveMessage,
  LivePeer,
  LivePort,
  LiveRoom,
  SentFrame,
} from '../../src/ports/live-port.js';
import { colourTrack, untilColour } from '../support/picture.js';
import { watchConnections } from '../support/connections.js';
import type { GrantOffice } from '../support/grants.js';
import { newKey, type GrantDraft, type Granted } from '../support/grants.js';
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

    async function enter(
      { grant, key }: Granted,
      signal = new AbortController().signal,
      more: Pick<JoinOptions, 'timed'> = {},
    ): Promise<LiveRoom> {
      const renew = async () =>
        (await office.grant({ name: grant.self.name, role: grant.self.role, personId: grant.self.id, key }))
          .grant;
      const room = await port.join(grant, { ...more, signal, key, renew });
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

    it('connects two who come at the same moment', async () => {
      const [lena, tomas] = await Promise.all([join({ name: 'Lena' }), join({ name: 'Tomas' })]);
      await Promise.all([peer(lena, 'Tomas'), peer(tomas, 'Lena')]);
      expect(lena.peers.value.length).to.equal(1);
      expect(tomas.peers.value.length).to.equal(1);
    });

    it('replaces a track without a new one at the other end', async () => {
      const { lena, tomas } = await pair();
      tomas.publish(picture('#ff0000'), 'camera');
      const [before] = await until(lena.peers, ([one]) => one?.tracks.has('camera') === true);
      const track = before?.tracks.get('camera') as MediaStreamTrack;
      await untilColour(track, [255, 0, 0]);
      tomas.publish(picture('#00ff00'), 'camera');
      await untilColour(track, [0, 255, 0]);
      expect(lena.peers.value[0]?.tracks.get('camera')).to.equal(track);
      tomas.unpublish('camera');
      await until(lena.peers, ([one]) => one?.tracks.size === 0);
    });

    it('keeps the order of reliable messages, up to 64 KiB each', async () => {
      const { lena, tomas } = await pair();
      const got = collect(tomas, 40);
      for (let index = 0; index < 40; index++) {
        const bytes = new Uint8Array(index % 2 ? 65_536 : 1).fill(index);
        lena.send(bytes, { reliable: true });
      }
      const messages = await got;
      expect(messages.map(({ bytes }) => bytes[0])).to.eql(Array.from({ length: 40 }, (_, index) => index));
      expect(messages.every(({ bytes }, index) => bytes.length === (index % 2 ? 65_536 : 1))).to.equal(true);
      expect(messages.every(({ reliable }) => reliable)).to.equal(true);
    });

    it('carries lossy messages, and names them so', async () => {
      const { lena, tomas } = await pair();
      const got = collect(tomas, 1);
      lena.send(new Uint8Array([7]), { reliable: false });
      const [message] = await got;
      expect(message).to.deep.include({ bytes: new Uint8Array([7]), reliable: false });
    });

    it('takes no message that is too large, and says the limit', async () => {
      const { lena } = await pair();
      expect(() => lena.send(new Uint8Array(65_537), { reliable: true })).to.throw(TypeError, '65536');
      expect(() => lena.send(new Uint8Array(1_025), { reliable: false })).to.throw(TypeError, '1024');
    });

    it('sends to one peer alone', async () => {
      const { lena, tomas } = await pair();
      const maria = await join({ name: 'Maria' });
      const atMaria = await peer(lena, 'Maria');
      await peer(maria, 'Lena');
      const heard: number[] = [];
      tomas.onMessage(({ bytes }) => heard.push(bytes[0] ?? -1));
      const got = collect(maria, 1);
      lena.send(new Uint8Array([1]), { to: atMaria.id, reliable: true });
      expect((await got)[0]?.bytes[0]).to.equal(1);
      const toTomas = collect(tomas, 1);
      lena.send(new Uint8Array([2]), { reliable: true });
      await toTomas;
      expect(heard).to.eql([2]);
    });

    describe('never shows', () => {
      async function neverShows(intruder: Granted): Promise<void> {
        const lena = await join({ name: 'Lena' });
        const seen: string[] = [];
        lena.peers.subscribe((peers) => seen.push(...peers.map(({ person }) => person.name)));
        const stranger = await enter(intruder);
        // Somebody honest who comes later is through: so the stranger has had their time.
        const tomas = await join({ name: 'Tomas' });
        await peer(lena, 'Tomas');
        await peer(tomas, 'Lena');
        expect(seen).not.to.include(intruder.grant.self.name);
        expect(stranger.peers.value).to.eql([]);
      }

      it('a peer whose token is for another session', async () => {
        await neverShows(await office.grant({ name: 'Mallory', tokenSession: 'elsewhere' }));
      });

      it('a peer whose token has expired', async () => {
        await neverShows(await office.grant({ name: 'Mallory', lifetime: -120 }));
      });

      it('a peer whose token somebody else signed', async () => {
        await neverShows(await office.grant({ name: 'Mallory', forged: true }));
      });

      it('a peer with the token of another, without its key', async () => {
        const stolen = await office.grant({ name: 'Victim' });
        await neverShows({ ...stolen, key: await newKey() });
      });

      it('a peer with the token and the public key of another, without its private key', async () => {
        const stolen = await office.grant({ name: 'Victim' });
        const { privateKey } = await newKey();
        await neverShows({ ...stolen, key: { publicKey: stolen.key.publicKey, privateKey } });
      });
    });

    it('holds four, and tells the fifth that it is full', async () => {
      const rooms: LiveRoom[] = [];
      for (const name of ['A', 'B', 'C', 'D']) {
        const room = await join({ name });
        rooms.push(room);
        await Promise.all(rooms.map(({ peers }) => until(peers, (all) => all.length === rooms.length - 1)));
      }
      const fifth = await join({ name: 'E' });
      const closed = await until(fifth.state, ({ status }) => status === 'closed');
      expect(closed.status === 'closed' && closed.error).to.deep.include({ code: 'live/full' });
      expect(rooms.map(({ peers }) => peers.value.map(({ person }) => person.name).join(''))).to.eql([
        'BCD',
        'ACD',
        'ABD',
        'ABC',
      ]);
    });

    it('expels a peer: both ends part, and it does not come back', async () => {
      const { lena, tomas } = await pair();
      const [atLena] = lena.peers.value;
      lena.expel(atLena?.id ?? '');
      expect(lena.peers.value).to.eql([]);
      await until(tomas.peers, (peers) => peers.length === 0);
      const maria = await join({ name: 'Maria' });
      await peer(lena, 'Maria');
      await peer(maria, 'Tomas');
      expect(lena.peers.value.map(({ person }) => person.name)).to.eql(['Maria']);
    });

    it('delivers what was said before leaving, and then tells the others at once', async () => {
      const { lena, tomas } = await pair();
      const got = collect(lena, 1);
      tomas.send(new Uint8Array([9]), { reliable: true });
      await tomas.leave();
      expect((await got)[0]?.bytes[0]).to.equal(9);
      await until(lena.peers, (peers) => peers.length === 0, 1_000);
      expect(tomas.state.value).to.deep.include({ status: 'closed' });
    });

    const joinTimed = async (draft: GrantDraft): Promise<LiveRoom> =>
      enter(await office.grant(draft), undefined, { timed: true });

    it('tells who was there first which frames go out to whom, and the other end which was played', async () => {
      const tomas = await joinTimed({ name: 'Tomas' });
      await seesItsFramesPlayed(tomas, await join({ name: 'Lena' }));
    }).timeout(30_000);

    it('tells the same to who came second', async () => {
      const lena = await join({ name: 'Lena' });
      await seesItsFramesPlayed(await joinTimed({ name: 'Tomas' }), lena);
    }).timeout(30_000);

    it('shows pictures on when somebody asks for the frames late', async () => {
      const { lena, tomas } = await pair();
      tomas.publish(picture('#ff0000'), 'camera');
      const [atLena] = await until(lena.peers, ([one]) => one?.tracks.has('camera') === true);
      const track = atLena?.tracks.get('camera') as MediaStreamTrack;
      await untilColour(track, [255, 0, 0]);
      tomas.onSent?.('camera', () => undefined);
      tomas.publish(picture('#00ff00'), 'camera');
      await untilColour(track, [0, 255, 0]);
    }).timeout(30_000);

    async function seesItsFramesPlayed(tomas: LiveRoom, lena: LiveRoom): Promise<void> {
      const [atTomas, atLena] = await Promise.all([peer(tomas, 'Lena'), peer(lena, 'Tomas')]);
      const sent = new Map<number, SentFrame>();
      const stop = tomas.onSent?.('camera', (frames) => {
        for (const frame of frames) sent.set(frame.rtpTimestamp, frame);
      });
      cleanups.push(() => stop?.());
      tomas.publish(picture('#00ff00'), 'camera');
      tomas.admit(atTomas.id);
      const [shown] = await until(lena.peers, ([one]) => one?.tracks.has('camera') === true);
      const played = playing(shown?.tracks.get('camera') as MediaStreamTrack);
      cleanups.push(() => played.stop());
      for (;;) {
        const label = await played.next();
        const timing = lena.received?.(atLena.id, 'camera');
        const same = sent.get(label.rtpTimestamp ?? -1);
        if (!same || !timing) continue;
        expect(same.peerId).to.equal(atTomas.id);
        expect(same.synchronizationSource).to.equal(timing.synchronizationSource);
        expect(same.at).to.be.closeTo(performance.timeOrigin + performance.now(), 3_000);
        expect(timing.captureTimestamp).to.be.closeTo(same.at, 3_000);
        return;
      }
    }

    it('tells the figures of a link', async () => {
      const { lena } = await pair();
      const id = lena.peers.value[0]?.id ?? '';
      let stats = await lena.stats(id);
      // The first check of the path may still be under way.
      while (stats.roundTrip === undefined) stats = await lena.stats(id);
      expect(stats.roundTrip).to.be.within(0, 5_000);
    });

    it('leaves nothing behind when joining is aborted', async () => {
      const connections = watchConnections();
      const abort = new AbortController();
      const lena = await join({ name: 'Lena' });
      const joining = enter(await office.grant({ name: 'Tomas' }), abort.signal);
      abort.abort();
      const error: unknown = await joining.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.have.property('name', 'AbortError');
      await lena.leave();
      expect(connections.open()).to.eql([]);
      connections.restore();
    });

    it('closes everything when its signal is aborted later', async () => {
      const abort = new AbortController();
      const lena = await join({ name: 'Lena' });
      const tomas = await enter(await office.grant({ name: 'Tomas' }), abort.signal);
      await peer(lena, 'Tomas');
      abort.abort();
      expect(tomas.state.value).to.deep.include({ status: 'closed' });
      await until(lena.peers, (peers) => peers.length === 0);
    });

    it('brings a cut link back by itself, and messages run again', async () => {
      const connections = watchConnections();
      const { lena, tomas } = await pair();
      // One end's connection dies without a word, as when a phone's network stack is reset.
      connections.cut();
      await until(lena.peers, ([one]) => one?.link === 'reconnecting', 12_000);
      await peer(lena, 'Tomas');
      await peer(tomas, 'Lena');
      const got = collect(tomas, 1);
      lena.send(new Uint8Array([5]), { reliable: true });
      expect((await got)[0]?.bytes[0]).to.equal(5);
      connections.restore();
    }).timeout(30_000);

    async function pair(): Promise<{ lena: LiveRoom; tomas: LiveRoom }> {
      const lena = await join({ name: 'Lena' });
      const tomas = await join({ name: 'Tomas', role: 'participant' });
      const [atLena, atTomas] = await Promise.all([peer(lena, 'Tomas'), peer(tomas, 'Lena')]);
      lena.admit(atLena.id);
      tomas.admit(atTomas.id);
      return { lena, tomas };
    }
  });
}

/** The labels of the track's pictures as they are shown. */
function playing(track: MediaStreamTrack): { next(): Promise<VideoFrameCallbackMetadata>; stop(): void } {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  document.body.append(video);
  void video.play().catch(() => undefined);
  return {
    next: () => new Promise((resolve) => video.requestVideoFrameCallback((_now, label) => resolve(label))),
    stop() {
      video.srcObject = null;
      video.remove();
    },
  };
}

/** The next messages that a room hears. */
function collect(room: LiveRoom, count: number): Promise<LiveMessage[]> {
  const messages: LiveMessage[] = [];
  return new Promise((resolve) => {
    const stop = room.onMessage((message) => {
      messages.push(message);
      if (messages.length < count) return;
      stop();
      resolve(messages);
    });
  });
}
