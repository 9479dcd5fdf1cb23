import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { decode, encode } from '../../../../src/live/wire/codec.js';
import { Offences } from '../../../../src/live/wire/offences.js';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('Wire codec', () => {
  it('reads what it writes', () => {
    const message = {
      kind: 'pointer',
      pointer: { kind: 'pointer', surface: 'tomas', at: [0.25, 1] },
    } as const;
    expect(decode(encode({ ...message, pointer: { ...message.pointer, at: [0.25, 1] } }))).to.eql({
      v: 1,
      ...message,
    });
  });

  it('drops another version, unknown kinds, places off the picture, and bytes that are no text', () => {
    expect(decode(bytes({ v: 2, kind: 'pointer', pointer: { kind: 'pointer', surface: 'a' } }))).to.equal(
      undefined,
    );
    expect(decode(bytes({ v: 1, kind: 'wonder' }))).to.equal(undefined);
    expect(
      decode(bytes({ v: 1, kind: 'pointer', pointer: { kind: 'pointer', surface: 'a', at: [2, 0] } })),
    ).to.equal(undefined);
    expect(decode(new Uint8Array([0xff, 0xfe]))).to.equal(undefined);
  });

  it('drops a stroke with more points than one message may carry', () => {
    const points = Array.from({ length: 1_001 }, () => [0, 0]);
    const mark = { op: 'extend', id: 'm', points };
    expect(decode(bytes({ v: 1, kind: 'entry', seq: 1, entry: { kind: 'mark', mark } }))).to.equal(undefined);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void decode(noise)));
    fc.assert(fc.property(fc.json(), (json) => void decode(new TextEncoder().encode(json))));
  });
});

describe('Offences', () => {
  it('are too much at twenty within ten seconds, for each peer alone', () => {
    const offences = new Offences();
    for (let count = 1; count < 20; count++) expect(offences.count('a', count)).to.equal(false);
    expect(offences.count('b', 20)).to.equal(false);
    expect(offences.count('a', 20)).to.equal(true);
  });

  it('are forgiven with time', () => {
    const offences = new Offences();
    for (let count = 1; count < 20; count++) offences.count('a', count);
    expect(offences.count('a', 11_000)).to.equal(false);
  });
});
