import { expect } from '@open-wc/testing';
import { FrameTaps } from '../../../plugins/webrtc/frame-taps.js';

/** Every worker that the page makes from now on. */
function watchWorkers(make: (url: string | URL, options?: WorkerOptions) => Worker) {
  const Native = window.Worker;
  const made: string[] = [];
  window.Worker = new Proxy(Native, {
    construct(_target, [url, options]: [string | URL, WorkerOptions?]) {
      made.push(String(url));
      return make(url, options);
    },
  });
  return { made, restore: () => void (window.Worker = Native) };
}

const OUT = { way: 'out', peerId: 'lena', source: 'camera', ride: 1 } as const;

describe('FrameTaps', () => {
  const Native = window.Worker;
  let workers: ReturnType<typeof watchWorkers> | undefined;
  afterEach(() => workers?.restore());

  it('has no worker, and sets no transform, before somebody asks', () => {
    workers = watchWorkers((url, options) => new Native(url, options));
    const pc = new RTCPeerConnection();
    const { sender } = pc.addTransceiver('video');
    new FrameTaps().tap(sender, OUT);
    expect(workers.made).to.eql([]);
    expect(sender.transform).to.equal(null);
    pc.close();
  });

  it('sets a transform once its worker runs, and one only', async () => {
    const taps = new FrameTaps();
    await taps.prepare();
    const pc = new RTCPeerConnection();
    const { sender } = pc.addTransceiver('video');
    taps.tap(sender, OUT);
    const { transform } = sender;
    expect(transform).to.be.instanceOf(RTCRtpScriptTransform);
    taps.tap(sender, OUT);
    expect(sender.transform).to.equal(transform);
    pc.close();
    taps.close();
  });

  it('goes without where the page’s policy forbids the worker', async () => {
    for (const make of [
      () => {
        throw new DOMException('', 'SecurityError');
      },
      () => new Native('data:text/javascript,throw 1'),
    ]) {
      workers = watchWorkers(make);
      const taps = new FrameTaps();
      await taps.prepare();
      const pc = new RTCPeerConnection();
      const { sender } = pc.addTransceiver('video');
      taps.tap(sender, OUT);
      expect(sender.transform).to.equal(null);
      pc.close();
      taps.close();
      workers.restore();
    }
  });
});
