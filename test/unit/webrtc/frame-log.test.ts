import { expect } from '@open-wc/testing';
import { FrameLog, type EncodedFrame, type LogEntry } from '../../../plugins/webrtc/frame-log.js';
import { shiftClocks } from '../../support/clock-shift.js';

type Metadata = ReturnType<EncodedFrame['getMetadata']>;
const frame = (metadata: Metadata, timestamp?: number): EncodedFrame => ({
  ...(timestamp !== undefined && { timestamp }),
  getMetadata: () => metadata,
});

describe('FrameLog', () => {
  let clocks: ReturnType<typeof shiftClocks>;
  let posted: (readonly LogEntry[])[];
  let log: FrameLog;

  beforeEach(() => {
    clocks = shiftClocks();
    posted = [];
    log = new FrameLog({ peerId: 'lena', source: 'camera', ride: 1 }, (entries) => posted.push(entries));
    clocks.ahead(1_000);
    log.add(frame({ synchronizationSource: 1, rtpTimestamp: 0 }));
    posted = [];
  });
  afterEach(() => clocks.restore());

  it('speaks ten times a second at most, of all frames in their order', () => {
    for (const rtpTimestamp of [90, 180, 270]) log.add(frame({ synchronizationSource: 1, rtpTimestamp }));
    expect(posted).to.eql([]);
    clocks.ahead(100);
    log.add(frame({ synchronizationSource: 1, rtpTimestamp: 360 }));
    expect(posted.map((entries) => entries.map(({ rtpTimestamp }) => rtpTimestamp))).to.eql([
      [90, 180, 270, 360],
    ]);
    expect(posted[0]?.[0]).to.deep.include({ peerId: 'lena', source: 'camera', synchronizationSource: 1 });
  });

  it('says when each frame came out, on the clock of the wall', () => {
    log.add(frame({ synchronizationSource: 1, rtpTimestamp: 90 }));
    clocks.ahead(100);
    const before = performance.timeOrigin + performance.now();
    log.add(frame({ synchronizationSource: 1, rtpTimestamp: 180 }));
    const [first, second] = posted[0] ?? [];
    expect((second?.at ?? 0) - (first?.at ?? 0)).to.be.within(100, 150);
    expect(second?.at).to.be.within(before, performance.timeOrigin + performance.now());
  });

  it('takes the frame’s own timestamp where the metadata has none, and the capture time where it has one', () => {
    clocks.ahead(100);
    log.add(frame({ synchronizationSource: 1, timestamp: 5_000 }, 4_242));
    expect(posted[0]?.[0]).to.deep.include({ rtpTimestamp: 4_242, captureTime: 5 });
  });

  it('leaves out what it cannot read, and throws nothing into the stream', () => {
    clocks.ahead(100);
    log.add({
      getMetadata: () => {
        throw new TypeError('detached');
      },
    });
    log.add(frame({ rtpTimestamp: 90 }));
    expect(posted).to.eql([]);
  });
});
