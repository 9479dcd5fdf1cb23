import { expect } from '@open-wc/testing';
import { RtpLine, rtpBetween } from '../../../../src/live/tracking/frames/rtp-time.js';

describe('RTP time', () => {
  it('goes the shorter way around 32 bits', () => {
    expect(rtpBetween(0, 900)).to.equal(10);
    expect(rtpBetween(900, 0)).to.equal(-10);
    expect(rtpBetween(2 ** 32 - 450, 450)).to.equal(10);
    expect(rtpBetween(450, 2 ** 32 - 450)).to.equal(-10);
  });

  it('makes a straight line of timestamps that wrap twice', () => {
    const line = new RtpLine();
    const step = 2 ** 30;
    const first = line.follow(100);
    for (let index = 1; index <= 9; index++) {
      const passed = line.follow((100 + index * step) % 2 ** 32) - first;
      expect(passed).to.be.closeTo((index * step) / 90, 1e-6);
    }
  });

  it('gives a late frame its own place', () => {
    const line = new RtpLine();
    const first = line.follow(2 ** 32 - 90);
    expect(line.follow(90) - first).to.equal(2);
    expect(line.follow(0) - first).to.equal(1);
  });
});
