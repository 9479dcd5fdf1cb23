import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import { MESSAGE_LIMITS } from '../../../plugins/webrtc/limits.js';
import { append, MAX_RIDERS, split } from '../../../plugins/webrtc/trailer.js';

const frame = new Uint8Array([1, 2, 3, 4, 5]);
const bytesOf = (buffer: ArrayBuffer): number[] => [...new Uint8Array(buffer)];
/** A frame with one message on it, with one of its last bytes changed. */
const forged = (fromEnd: number, byte: number): ArrayBuffer => {
  const bytes = new Uint8Array(append(frame.buffer, [new Uint8Array([7, 8])]));
  bytes[bytes.length - fromEnd] = byte;
  return bytes.buffer;
};

describe('A frame’s trailer', () => {
  it('gives back the frame and the messages, in their order, whatever bytes they have', () => {
    const message = fc.uint8Array({ maxLength: MESSAGE_LIMITS.lossy });
    const messages = fc.array(message, { minLength: 1, maxLength: MAX_RIDERS });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), messages, (own, all) => {
        const laden = split(append(new Uint8Array(own).buffer, all));
        expect(bytesOf(laden?.frame ?? new ArrayBuffer())).to.eql([...own]);
        expect(laden?.messages.map((one) => [...one])).to.eql(all.map((one) => [...one]));
      }),
    );
  });

  it('carries the largest message that the lossy way takes, and no larger one', () => {
    const limit = MESSAGE_LIMITS.lossy;
    expect(split(append(frame.buffer, [new Uint8Array(limit)]))?.messages[0]?.length).to.equal(limit);
    expect(split(append(frame.buffer, [new Uint8Array(limit + 1)]))).to.equal(undefined);
  });

  it('has no zero of its own', () => {
    for (const length of [0, 1, 127, 128, 1_024])
      expect(bytesOf(append(frame.buffer, [new Uint8Array(length).fill(9)]))).not.to.include(0);
  });

  it('is none on a plain frame, however short', () => {
    for (const length of [0, 1, 4, 5, 6, 7, 400]) expect(split(new ArrayBuffer(length))).to.equal(undefined);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => split(new Uint8Array(bytes).buffer) === undefined));
  });

  it('is none where the magic came by chance: nothing that fits stands before it', () => {
    const magic = bytesOf(append(frame.buffer, [])).slice(-4);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), (bytes) => {
        expect(split(new Uint8Array([...bytes, ...magic]).buffer)).to.equal(undefined);
      }),
    );
  });

  it('is none with no message, or with more than a frame may carry', () => {
    expect(split(append(frame.buffer, []))).to.equal(undefined);
    const many = Array.from({ length: MAX_RIDERS + 1 }, () => new Uint8Array([1]));
    expect(split(append(frame.buffer, many))).to.equal(undefined);
    expect(split(forged(5, 0))).to.equal(undefined);
    expect(split(forged(5, 255))).to.equal(undefined);
  });

  it('is none where a length reaches beyond the frame, takes all of it, or is not written as one', () => {
    expect(split(forged(6, 0xff))).to.equal(undefined);
    expect(split(forged(6, 0x80 | (2 + frame.length)))).to.equal(undefined);
    expect(split(forged(6, 2))).to.equal(undefined);
    expect(split(forged(7, 0))).to.equal(undefined);
    expect(split(forged(5, 2))).to.equal(undefined);
  });

  it('is none where a piece is missing at either end', () => {
    const whole = append(frame.buffer, [new Uint8Array([7, 8])]);
    for (let length = 0; length < whole.byteLength; length++)
      expect(split(whole.slice(0, length))).to.equal(undefined);
    for (let start = frame.length; start < whole.byteLength; start++)
      expect(split(whole.slice(start))).to.equal(undefined);
  });
});
