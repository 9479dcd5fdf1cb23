import { expect } from '@open-wc/testing';
import { fingerprintOf, Proof, type Fingerprints } from '../../../plugins/webrtc/proof.js';
import { GrantOffice } from '../../support/grants.js';

const HONEST: Fingerprints = { local: 'sha-256 aa', remote: 'sha-256 bb' };
const swapped = ({ local, remote }: Fingerprints): Fingerprints => ({ local: remote, remote: local });

describe('Proof', () => {
  async function prove(lenaSees: Fingerprints, tomasSees: Fingerprints) {
    const office = new GrantOffice();
    const lena = new Proof(await office.grant({ name: 'Lena' }), lenaSees);
    const tomas = new Proof(await office.grant({ name: 'Tomas' }), tomasSees);
    const [fromLena, fromTomas] = [await lena.hello(), await tomas.hello()];
    const answer = await tomas.answer(fromLena);
    await lena.answer(fromTomas);
    return lena.check(answer.signature);
  }

  it('gives the claims of who holds the key', async () => {
    expect((await prove(HONEST, swapped(HONEST))).name).to.equal('Tomas');
  });

  it('fails where somebody stands between the two ends with a certificate of their own', async () => {
    const error: unknown = await prove(HONEST, { local: 'sha-256 bb', remote: 'sha-256 cc' }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.deep.include({ code: 'live/refused' });
  });

  it('cannot be answered by our own words sent back to us', async () => {
    const lena = new Proof(await new GrantOffice().grant({ name: 'Lena' }), HONEST);
    const answer = await lena.answer(await lena.hello());
    const error: unknown = await lena.check(answer.signature).catch((reason: unknown) => reason);
    expect(error).to.deep.include({ code: 'live/refused' });
  });
});

describe('fingerprintOf', () => {
  it('takes one SHA-256 certificate, and no description with two', () => {
    const line = (value: string): string => `a=fingerprint:sha-256 ${value}\r\n`;
    expect(fingerprintOf(line('AA') + line('aa'))).to.equal('sha-256 aa');
    expect(fingerprintOf(line('AA') + line('BB'))).to.equal(undefined);
    expect(fingerprintOf('a=fingerprint:sha-1 AA\r\n')).to.equal(undefined);
    expect(fingerprintOf(undefined)).to.equal(undefined);
  });
});
