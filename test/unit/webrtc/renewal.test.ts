import { expect } from '@open-wc/testing';
import { NearhandError } from '../../../src/host/errors.js';
import type { LiveGrant } from '../../../src/domain/live-grant.js';
import { Value } from '../../../src/ports/value.js';
import type { SignallingState } from '../../../plugins/webrtc/signalling.js';
import { shiftClocks } from '../../support/clock-shift.js';
import type { Granted } from '../../support/grants.js';
import { MeshBench, sees } from '../../support/mesh-bench.js';
import { until } from '../../support/until.js';

/** In s: of a token; and in ms: until it is out of date for everybody, whatever their clock. */
const SHORT = 120;
const OUT_OF_DATE = (SHORT + 65) * 1_000;

describe('Renewal between peers', () => {
  let bench: MeshBench;
  let clocks: ReturnType<typeof shiftClocks>;

  beforeEach(() => {
    bench = new MeshBench();
    clocks = shiftClocks();
  });
  afterEach(async () => {
    clocks.restore();
    await bench.close();
  });

  const renewed = async ({ grant: { self }, key }: Granted): Promise<LiveGrant> =>
    (await bench.office.grant({ name: self.name, role: self.role, personId: self.id, key })).grant;

  it('keeps who has shown a new token, and ends who has not', async () => {
    const lena = await bench.join({ name: 'Lena' });
    await bench.join({ name: 'Mara', role: 'participant', lifetime: SHORT });
    await sees(lena, ['Mara']);
    const tomas = await bench.join({
      name: 'Tomas',
      role: 'participant',
      lifetime: SHORT,
      expiresIn: 4_000,
      renew: renewed,
    });
    await Promise.all([sees(lena, ['Mara', 'Tomas']), sees(tomas, ['Lena', 'Mara'])]);
    const states: (string | undefined)[] = [];
    lena.peers.subscribe((peers) => states.push(peers.find(({ person }) => person.name === 'Tomas')?.link));
    // Both others check the new token's signature.
    await nextVerified(2);
    clocks.ahead(OUT_OF_DATE);
    await until(lena.peers, (peers) => !peers.some(({ person }) => person.name === 'Mara'));
    expect(lena.peers.value.map(({ person }) => person.name)).to.eql(['Tomas']);
    expect(states.every((link) => link === 'connected')).to.equal(true);
  }).timeout(20_000);

  it('is not asked for by who is leaving, though the server has cut them off already', async () => {
    const lena = await bench.join({ name: 'Lena' });
    let renewals = 0;
    const state = new Value<SignallingState>('open');
    const tomas = await bench.join({
      name: 'Tomas',
      role: 'participant',
      connect: async () => ({ ...(await bench.hub.connect()), state }),
      renew: (granted) => {
        renewals += 1;
        return renewed(granted);
      },
    });
    await sees(lena, ['Tomas']);
    const left = tomas.leave();
    state.set('lost');
    await left;
    expect([renewals, tomas.state.value.status]).to.eql([0, 'closed']);
  });

  it('takes back who renews too late', async () => {
    const lena = await bench.join({ name: 'Lena' });
    await bench.join({
      name: 'Tomas',
      role: 'participant',
      lifetime: SHORT,
      expiresIn: 8_000,
      renew: renewed,
    });
    await sees(lena, ['Tomas']);
    clocks.ahead(OUT_OF_DATE);
    await until(lena.peers, (peers) => peers.length === 0);
    await sees(lena, ['Tomas'], 15_000);
  }).timeout(25_000);

  it('ends for whom it is refused, with the reason, on both sides', async () => {
    const lena = await bench.join({ name: 'Lena' });
    const renew = () => Promise.reject(new NearhandError('link/revoked', 'no more'));
    const tomas = await bench.join({ name: 'Tomas', role: 'participant', expiresIn: 4_000, renew });
    await sees(lena, ['Tomas']);
    const closed = await until(tomas.state, ({ status }) => status === 'closed');
    expect(closed).to.deep.include({ reason: 'expired' });
    await until(lena.peers, (peers) => peers.length === 0);
  });

  it('ends when no new grant was to be had before the last one ran out', async () => {
    const offline = () => Promise.reject(new NearhandError('backend/offline', 'no way', { retryable: true }));
    const tomas = await bench.join({ name: 'Tomas', expiresIn: 1_500, renew: offline });
    const closed = await until(tomas.state, ({ status }) => status === 'closed');
    expect(closed.status === 'closed' && [closed.reason, closed.error]).to.deep.include('expired');
    expect(closed.status === 'closed' && closed.error).to.deep.include({ code: 'link/expired' });
  });
});

/** Resolves once so many signatures, from now on, have been checked. */
function nextVerified(count: number): Promise<void> {
  const { verify } = crypto.subtle;
  let left = count;
  return new Promise((resolve) => {
    crypto.subtle.verify = async (...args: Parameters<SubtleCrypto['verify']>) => {
      const good = await verify.apply(crypto.subtle, args);
      left -= 1;
      if (left === 0) {
        Reflect.deleteProperty(crypto.subtle, 'verify');
        // After whoever asked has heard the answer.
        setTimeout(resolve);
      }
      return good;
    };
  });
}
