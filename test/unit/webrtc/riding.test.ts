import { expect } from '@open-wc/testing';
import type { MeshRoom } from '../../../plugins/webrtc/mesh-room.js';
import type { LivePeer } from '../../../src/ports/live-port.js';
import { shiftClocks } from '../../support/clock-shift.js';
import { watchConnections } from '../../support/connections.js';
import { MeshBench, sees } from '../../support/mesh-bench.js';
import { colourTrack, untilColour } from '../../support/picture.js';
import { until } from '../../support/until.js';

const RED = [255, 0, 0] as const;
const GREEN = [0, 255, 0] as const;

/** What was sent on data channels, by the first byte. */
function watchChannels() {
  const { send } = RTCDataChannel.prototype;
  const sent: number[] = [];
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
    if (data instanceof Uint8Array) sent.push(data[0] ?? -1);
    Reflect.apply(send, this, [data]);
  };
  return { sent, restore: () => void (RTCDataChannel.prototype.send = send) };
}

/** Chooses the codec of every connection that is offered from now on. */
function choose(mimeType: string): () => void {
  const { addTransceiver } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addTransceiver = function (this: RTCPeerConnection, ...args) {
    const transceiver = Reflect.apply(addTransceiver, this, args) as RTCRtpTransceiver;
    if (args[0] === 'video')
      transceiver.setCodecPreferences(codecs().filter((codec) => codec.mimeType === mimeType));
    return transceiver;
  };
  return () => void (RTCPeerConnection.prototype.addTransceiver = addTransceiver);
}

const codecs = (): RTCRtpCodec[] => RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];

/** Says this where the lossy channel still has what was sent 20 ms ago. */
function sayHeldUp(room: MeshRoom, byte: number): void {
  room.send(new Uint8Array(1_000).fill(255), { reliable: false });
  const clocks = shiftClocks();
  clocks.ahead(20);
  room.send(new Uint8Array([byte, 1, 2, 3]), { reliable: false });
  clocks.restore();
}

describe('A lossy message that its channel holds up', () => {
  let bench: MeshBench;
  let channels: ReturnType<typeof watchChannels>;
  let cleanups: (() => void)[];

  beforeEach(() => {
    bench = new MeshBench();
    channels = watchChannels();
    cleanups = [() => channels.restore()];
  });
  afterEach(async () => {
    await bench.close();
    for (const cleanup of cleanups) cleanup();
  });

  /** Tomas shows his camera to Lena; what she hears, by its first byte. */
  async function call(timed: { readonly lena: boolean; readonly first: 'lena' | 'tomas' }) {
    const joins = {
      lena: () => bench.join({ name: 'Lena', timed: timed.lena }),
      tomas: () => bench.join({ name: 'Tomas', role: 'participant', timed: true }),
    };
    const early = await joins[timed.first]();
    const late = await joins[timed.first === 'lena' ? 'tomas' : 'lena']();
    const [lena, tomas] = timed.first === 'lena' ? [early, late] : [late, early];
    const heard: Uint8Array[] = [];
    lena.onMessage(({ bytes }) => heard.push(bytes));
    const [atTomas] = await sees(tomas, ['Lena']);
    tomas.admit(atTomas?.id ?? '');
    show(tomas, '#ff0000');
    return { lena, tomas, heard, picture: await pictureAt(lena) };
  }

  function show(room: MeshRoom, colour: string): void {
    const { track, stop } = colourTrack(colour);
    cleanups.push(stop);
    room.publish(track, 'camera');
  }

  async function pictureAt(lena: MeshRoom, before?: MediaStreamTrack) {
    const camera = ([peer]: readonly LivePeer[]): MediaStreamTrack | undefined => peer?.tracks.get('camera');
    const peers = await until(lena.peers, (all) => ![undefined, before].includes(camera(all)), 12_000);
    const track = camera(peers) as MediaStreamTrack;
    const video = Object.assign(document.createElement('video'), {
      muted: true,
      srcObject: new MediaStream([track]),
    });
    document.body.append(video);
    cleanups.push(() => video.remove());
    void video.play();
    return { track, next: () => new Promise((resolve) => video.requestVideoFrameCallback(resolve)) };
  }

  /** Says something with each picture, until something that no channel took was heard: its first byte. */
  async function rides({ tomas, heard, picture }: Awaited<ReturnType<typeof call>>): Promise<number> {
    for (let byte = 0; ; byte = (byte + 1) % 250) {
      await picture.next();
      sayHeldUp(tomas, byte);
      const rode = heard.find(([one = -1]) => !channels.sent.includes(one));
      if (rode?.[0] !== undefined) return rode[0];
    }
  }

  for (const first of ['lena', 'tomas'] as const)
    it(`arrives on a picture, once and as it was, where ${first} came first; and the picture goes on`, async () => {
      const all = await call({ lena: true, first });
      const byte = await rides(all);
      show(all.tomas, '#00ff00');
      await untilColour(all.picture.track, GREEN);
      expect(all.heard.filter(([one]) => one === byte)).to.eql([new Uint8Array([byte, 1, 2, 3])]);
    }).timeout(20_000);

  for (const mimeType of ['video/VP9', 'video/H264'].filter((one) =>
    codecs().some((codec) => codec.mimeType === one),
  ))
    it(`rides on pictures of ${mimeType}`, async () => {
      cleanups.push(choose(mimeType));
      const all = await call({ lena: true, first: 'lena' });
      await rides(all);
      show(all.tomas, '#00ff00');
      await untilColour(all.picture.track, GREEN);
    }).timeout(20_000);

  it('waits for its channel where the other end takes nothing off its pictures', async () => {
    const { tomas, heard, picture } = await call({ lena: false, first: 'lena' });
    await untilColour(picture.track, RED);
    for (let byte = 0; byte < 8; byte++) {
      await picture.next();
      sayHeldUp(tomas, byte);
    }
    expect(channels.sent.filter((byte) => byte < 250).length).to.equal(8);
    expect(heard.length).to.be.above(0);
  }).timeout(20_000);

  it('rides again over a new connection, whose ends have agreed anew', async () => {
    const connections = watchConnections();
    cleanups.push(() => connections.restore());
    const all = await call({ lena: true, first: 'lena' });
    await rides(all);
    connections.cut();
    await until(all.lena.peers, ([one]) => one?.link === 'reconnecting', 12_000);
    const picture = await pictureAt(all.lena, all.picture.track);
    all.heard.length = channels.sent.length = 0;
    await rides({ ...all, picture });
  }).timeout(30_000);
});
