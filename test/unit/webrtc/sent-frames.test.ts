import { expect } from '@open-wc/testing';
import { SentFrames } from '../../../plugins/webrtc/sent-frames.js';

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

describe('SentFrames', () => {
  const Native = window.Worker;
  let workers: ReturnType<typeof watchWorkers> | undefined;
  afterEach(() => workers?.restore());

  it('has no worker, and sets no transform, before somebody asks', () => {
    workers = watchWorkers((url, options) => new Native(url, options));
    const pc = new RTCPeerConnection();
    const { sender } = pc.addTransceiver('video');
    new SentFrames().tap(sender, { peerId: 'lena', source: 'camera' });
    expect(workers.made).to.eql([]);
    expect(sender.transform).to.equal(null);
    pc.close();
  });

  it('sets a transform once its worker runs, and one only', async () => {
    const sent = new SentFrames();
    await sent.prepare();
    const pc = new RTCPeerConnection();
    const { sender } = pc.addTransceiver('video');
    sent.tap(sender, { peerId: 'lena', source: 'camera' });
    const { transform } = sender;
    expect(transform).to.be.instanceOf(RTCRtpScriptTransform);
    sent.tap(sender, { peerId: 'lena', source: 'camera' });
    expect(sender.transform).to.equal(transform);
    pc.close();
    sent.close();
  });

  it('goes without where the page’s policy forbids the worker', async () => {
    for (const make of [
      () => {
        throw new DOMException('', 'SecurityError');
      },
      () => new Native('data:text/javascript,throw 1'),
    ]) {
      workers = watchWorkers(make);
      const sent = new SentFrames();
      await sent.prepare();
      const pc = new RTCPeerConnection();
      const { sender } = pc.addTransceiver('video');
      sent.tap(sender, { peerId: 'lena', source: 'camera' });
      expect(sender.transform).to.equal(null);
      pc.close();
      sent.close();
      workers.restore();
    }
  });
});
