import { expect } from '@open-wc/testing';
import { shiftClocks } from '../../support/clock-shift.js';
import { watchConnections } from '../../support/connections.js';
import { MeshBench, sees } from '../../support/mesh-bench.js';
import { until } from '../../support/until.js';

/** Whatever becomes of single signals, everybody meets everybody. */
describe('Meeting in a mesh', () => {
  let bench: MeshBench;
  const cleanups: (() => unknown)[] = [];

  beforeEach(() => (bench = new MeshBench()));
  afterEach(async () => {
    await bench.close();
    for (const cleanup of cleanups.splice(0)) cleanup();
  });

  it('is not held up by a description that the browser never finishes with', async () => {
    const native = RTCPeerConnection.prototype.setRemoteDescription;
    cleanups.push(() => (RTCPeerConnection.prototype.setRemoteDescription = native));
    let first = true;
    // What becomes of a description in a connection that is closed over it: nothing, for ever.
    RTCPeerConnection.prototype.setRemoteDescription = function (
      this: RTCPeerConnection,
      description: RTCSessionDescriptionInit,
    ) {
      const stuck = first && description.type === 'answer';
      if (stuck) first = false;
      return stuck
        ? new Promise<void>(() => undefined)
        : (Reflect.apply(native, this, [description]) as Promise<void>);
    };
    const lena = await bench.join({ name: 'Lena' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    await Promise.all([sees(lena, ['Tomas'], 7_000), sees(tomas, ['Lena'], 7_000)]);
  });

  it('comes about although every signal takes its time', async () => {
    bench.hub.way = () => 3_200;
    const lena = await bench.join({ name: 'Lena' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    await Promise.all([sees(lena, ['Tomas'], 19_000), sees(tomas, ['Lena'], 19_000)]);
  }).timeout(25_000);

  it('comes about for twelve pairs at once, with late and lost signals', async () => {
    const pairs = Array.from({ length: 12 }, async (_, index) => {
      const pair = new MeshBench();
      pair.hub.way = () => (Math.random() < 0.1 ? 'lost' : Math.random() * 300);
      const joins = [pair.join({ name: 'A' }), pair.join({ name: 'B', role: 'participant' })] as const;
      const [a, b] = index % 2 ? await Promise.all(joins) : [await joins[0], await joins[1]];
      await Promise.all([sees(a, ['B'], 25_000), sees(b, ['A'], 25_000)]);
      await pair.close();
    });
    await Promise.all(pairs);
  }).timeout(30_000);

  it('is tried anew by two who missed each other while a third had met both', async () => {
    const clocks = shiftClocks();
    cleanups.push(() => clocks.restore());
    const lena = await bench.join({ name: 'Lena' });
    const maria = await bench.join({ name: 'Maria' });
    const [atMaria] = await sees(maria, ['Lena']);
    let cut = true;
    const lenaId = atMaria?.id;
    bench.hub.way = (from, to) => (cut && (from === lenaId || to === lenaId) ? 'lost' : 0);
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    await sees(tomas, ['Maria']);
    // Longer than any first try takes.
    clocks.ahead(21_000);
    cut = false;
    await Promise.all([sees(tomas, ['Lena', 'Maria']), sees(lena, ['Maria', 'Tomas'])]);
  }).timeout(20_000);

  it('holds no passing trouble against anybody: who could not be proved in time is called again', async () => {
    const clocks = shiftClocks();
    const { verify } = crypto.subtle;
    cleanups.push(
      () => clocks.restore(),
      () => Reflect.deleteProperty(crypto.subtle, 'verify'),
    );
    let asked: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => (asked = resolve));
    let stall = true;
    crypto.subtle.verify = (...args: Parameters<SubtleCrypto['verify']>) => {
      asked();
      return stall ? new Promise<boolean>(() => undefined) : verify.apply(crypto.subtle, args);
    };
    const lena = await bench.join({ name: 'Lena' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    await stalled;
    clocks.ahead(21_000);
    stall = false;
    await Promise.all([sees(lena, ['Tomas']), sees(tomas, ['Lena'])]);
  }).timeout(20_000);

  it('gives up who went without a word and cannot be reached for half a minute, and nobody who can', async () => {
    const clocks = shiftClocks();
    const connections = watchConnections();
    cleanups.push(
      () => clocks.restore(),
      () => connections.restore(),
    );
    const lena = await bench.join({ name: 'Lena' });
    const tomas = await bench.join({ name: 'Tomas', role: 'participant' });
    const maria = await bench.join({ name: 'Maria' });
    const atLena = await sees(lena, ['Maria', 'Tomas']);
    await Promise.all([sees(tomas, ['Lena', 'Maria']), sees(maria, ['Lena', 'Tomas'])]);
    bench.hub.way = () => 'lost';
    bench.hub.forget(atLena.find(({ person }) => person.name === 'Tomas')?.id ?? '');
    for (const connection of connections.open()) connection.close();
    await until(lena.peers, (peers) => peers.every(({ link }) => link === 'reconnecting'));
    clocks.ahead(31_000);
    const left = await until(lena.peers, (peers) => peers.length < 2);
    expect(left.map(({ person }) => person.name)).to.eql(['Maria']);
  }).timeout(20_000);
});
