import { expect } from '@open-wc/testing';
import { alight, Riders, type OpenFrame } from '../../../plugins/webrtc/riders.js';
import { shiftClocks } from '../../support/clock-shift.js';

const frame = (mimeType = 'video/VP8'): OpenFrame => ({
  data: new Uint8Array([1, 2, 3]).buffer,
  getMetadata: () => ({ mimeType }),
});
const message = (byte: number): Uint8Array => new Uint8Array([byte]);

describe('Riders', () => {
  let clocks: ReturnType<typeof shiftClocks>;
  beforeEach(() => (clocks = shiftClocks()));
  afterEach(() => clocks.restore());

  const carried = (riders: Riders, on = frame()): number[] => {
    riders.board(on);
    const bytes = alight(on).flatMap((one) => [...one]);
    expect([...new Uint8Array(on.data)]).to.eql([1, 2, 3]);
    return bytes;
  };

  it('go with the next frame, the newest two, and once', () => {
    const riders = new Riders();
    for (const byte of [1, 2, 3]) riders.add(message(byte));
    expect(carried(riders)).to.eql([2, 3]);
    expect(carried(riders)).to.eql([]);
  });

  it('stay behind where no frame came for so long that they are of no use', () => {
    const riders = new Riders();
    riders.add(message(1));
    clocks.ahead(301);
    riders.add(message(2));
    expect(carried(riders)).to.eql([2]);
  });

  it('stay behind where the frame is of a codec that does not bear them', () => {
    const riders = new Riders();
    riders.add(message(1));
    expect(carried(riders, frame('video/AV1'))).to.eql([]);
    expect(carried(riders)).to.eql([]);
  });

  it('leave the very buffer of a frame alone that carries none', () => {
    const plain = frame();
    const { data } = plain;
    new Riders().board(plain);
    expect(alight(plain)).to.eql([]);
    expect(plain.data).to.equal(data);
  });
});
