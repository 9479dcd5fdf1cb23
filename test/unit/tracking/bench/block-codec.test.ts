import { expect } from '@open-wc/testing';
import { BlockCodec } from '../../../bench/tracking/generator/block-codec.js';
import { seeded } from '../../../bench/tracking/generator/random.js';

const noise = (): Uint8Array => {
  const random = seeded(1);
  return Uint8Array.from({ length: 16 * 16 }, () => 60 + 130 * random());
};

const greatestChange = (data: Uint8Array, before: Uint8Array): number =>
  Math.max(...data.map((value, at) => Math.abs(value - before[at]!)));

describe('the block codec', () => {
  it('gives back what it got at its finest, but for rounding', () => {
    const data = noise();
    new BlockCodec().compress(data, 16, 16, 100);
    expect(greatestChange(data, noise())).to.be.within(0, 3);
  });

  it('keeps flat ground and loses detail at a low quality', () => {
    const [flat, detail] = [new Uint8Array(256).fill(128), noise()];
    const codec = new BlockCodec();
    codec.compress(flat, 16, 16, 12);
    codec.compress(detail, 16, 16, 12);
    expect(flat.every((value) => value === 128)).to.equal(true);
    expect(greatestChange(detail, noise())).to.be.above(30);
  });

  it('keeps the mean of each block to half a step', () => {
    const [data, before] = [noise(), noise()];
    new BlockCodec().compress(data, 16, 16, 25);
    const mean = (of: Uint8Array): number => {
      let sum = 0;
      for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) sum += of[y * 16 + x]!;
      return sum / 64;
    };
    // Quality 25 doubles the table: the step of the mean is 32 / 8.
    expect(Math.abs(mean(data) - mean(before))).to.be.below(2.6);
  });
});
