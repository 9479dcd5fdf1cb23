import { expect } from '@open-wc/testing';
import { LumaReader } from '../../../../src/live/tracking/capture/luma-reader.js';
import type { FrameClock } from '../../../../src/live/tracking/frames/frame-clock.js';
import type { RingFrame } from '../../../../src/live/tracking/frames/frame-ring.js';
import { FrameTimes, TOLERANCE } from '../../../../src/live/tracking/frames/frame-times.js';
import { PictureMatcher } from '../../../../src/live/tracking/frames/picture-match.js';
import type { FrozenPicture } from '../../../../src/live/tracking/frames/shown-frames.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { until } from '../../../support/until.js';
import { Call } from './call.js';
import { numberOf } from './numbered-camera.js';

/** Compared by each kind of evidence; the browser's own estimates come seconds after the first picture. */
const PICTURES = 120;
const MOST = 500;

const greys = new LumaReader();
const grey = async ({ picture }: FrozenPicture, side: number): Promise<Luma> =>
  (await greys.read(picture as VideoFrame, side))!;

/** The share of differences of so many frames at most. */
const within = (differences: readonly number[], frames: number): number =>
  differences.filter((one) => Math.abs(one) <= frames).length / differences.length;

describe('A picture that was shown through a call', () => {
  /** By each kind of evidence: the number of the frame that it named, less that of the picture. */
  const off = { rtp: [], sync: [], capture: [], beacon: [], picture: [] } as Record<string, number[]>;
  let call: Call;

  before(async function () {
    this.timeout(90_000);
    call = await Call.open();
    await compare(call);
  });
  after(() => call.close());

  async function compare({ clocks, ring, lena, count }: Call): Promise<void> {
    const peers = await call.peers();
    call.film(peers.lena);
    const shown = await call.watch();
    const received = () => lena.received?.(peers.tomas.id, 'camera');
    const times = {
      rtp: new FrameTimes({ received }),
      sync: new FrameTimes({ received }),
      capture: new FrameTimes(),
      beacon: new FrameTimes(),
    };
    lena.onMessage(({ bytes }) =>
      times.beacon.takeBeacon(new Float64Array(bytes.buffer)[0]!, performance.now()),
    );
    const matcher = new PictureMatcher();
    const name = (by: string, truth: Luma, found: RingFrame | undefined): void => {
      const number = numberOf(truth)!;
      // A page that was too busy to read a frame of its camera cannot find it either.
      const wasRead = ring.frames.some(({ luma }) => numberOf(luma) === number);
      if (found && wasRead) off[by]?.push(numberOf(found.luma)! - number);
    };
    const enough = (): boolean => Math.min(off['rtp']!.length, off['capture']!.length) >= PICTURES;
    for (let pictures = 0; pictures < MOST && !enough(); pictures++) {
      const before = count.value;
      await until(count, (now) => now > before);
      await learn(clocks.of(peers.lena.id), times, lena.stats(peers.tomas.id));
      const frozen = await shown.freeze();
      const truth = await grey(frozen, 640);
      for (const by of ['rtp', 'sync', 'capture', 'beacon'] as const) {
        const found = times[by].timeOf(frozen.label);
        if (found) name(by, truth, ring.at(found.time, TOLERANCE[by]));
      }
      const match = matcher.match(await grey(frozen, 320), ring.frames);
      if (match?.certain) name('picture', truth, match.frame);
      frozen.close();
    }
  }

  /** What Tomas would send to Lena, each time to those alone that are to live on it. */
  async function learn(
    known: FrameClock | undefined,
    { rtp, sync, capture }: Record<'rtp' | 'sync' | 'capture', FrameTimes>,
    stats: ReturnType<Call['lena']['stats']>,
  ): Promise<void> {
    if (!known) return;
    const { wall = NaN, ...clock } = JSON.parse(JSON.stringify(known)) as FrameClock;
    rtp.takeClock(clock);
    sync.takeWall(wall);
    capture.takeWall(wall);
    capture.takeStats(await stats, performance.now());
  }

  it('is the very frame that its RTP timestamp names', () => {
    expect(off['rtp']).to.eql(off['rtp']?.map(() => 0));
  });

  it('is the very frame that it looks like', () => {
    expect(off['picture']!.length).to.be.above(PICTURES / 2);
    expect(off['picture']).to.eql(off['picture']?.map(() => 0));
  });

  for (const by of ['sync', 'capture'] as const) {
    it(`is the frame, or next to the frame, that its capture time names: ${by}`, () => {
      expect(off[by]!.length).to.be.above(PICTURES / 2);
      expect(within(off[by]!, 1)).to.be.above(0.95);
    });
  }

  it('is mostly within two frames of what messages about the camera say', () => {
    expect(within(off['beacon']!, 2)).to.be.above(0.5);
  });
});
