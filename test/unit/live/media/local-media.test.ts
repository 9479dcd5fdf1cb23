import { expect } from '@open-wc/testing';
import { LocalMedia, type Devices } from '../../../../src/live/media/local-media.js';
import { until } from '../../../support/until.js';

const failing = (error: unknown): Devices => ({
  getUserMedia: () => Promise.reject(error),
  enumerateDevices: () => Promise.resolve([]),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

describe('LocalMedia', () => {
  let media: LocalMedia | undefined;
  afterEach(() => media?.dispose());

  it('opens camera and microphone, each with its own state', async () => {
    media = new LocalMedia();
    await media.start({ camera: true, microphone: true });
    const { camera, microphone } = media.state.value;
    expect([camera.status, microphone.status]).to.eql(['on', 'on']);
    expect(camera.status === 'on' && camera.track.kind).to.equal('video');
  });

  it('mutes without letting the device go', async () => {
    media = new LocalMedia();
    await media.start({ camera: true, microphone: false });
    media.mute('camera', true);
    const { camera } = media.state.value;
    expect(camera.status === 'on' && [camera.muted, camera.track.enabled, camera.track.readyState]).to.eql([
      true,
      false,
      'live',
    ]);
  });

  it('turns to the other camera with a new track, and stays muted', async () => {
    media = new LocalMedia();
    await media.start({ camera: true, microphone: false, facing: 'environment' });
    media.mute('camera', true);
    const before = media.state.value.camera;
    if (before.status === 'on') before.track.getSettings = () => ({ facingMode: 'environment' });
    await media.flip();
    const { camera, facing } = media.state.value;
    expect(facing).to.equal('user');
    expect(camera.status === 'on' && camera.muted).to.equal(true);
    expect(before.status === 'on' && before.track.readyState).to.equal('ended');
  });

  for (const [name, code] of [
    ['NotAllowedError', 'media/denied'],
    ['NotFoundError', 'media/no-device'],
    ['OverconstrainedError', 'media/no-device'],
    ['NotReadableError', 'media/in-use'],
    ['AbortError', 'media/failed'],
  ] as const) {
    it(`says ${code} for ${name}, and rejects nothing`, async () => {
      media = new LocalMedia(failing(new DOMException('', name)));
      await media.start({ camera: true, microphone: false });
      const { camera } = media.state.value;
      expect(camera.status === 'failed' && camera.error.code).to.equal(code);
    });
  }

  it('says media/unsupported where the page has no devices at all', async () => {
    media = new LocalMedia(failing(new TypeError()));
    await media.start({ camera: false, microphone: true });
    const { microphone } = media.state.value;
    expect(microphone.status === 'failed' && microphone.error.code).to.equal('media/unsupported');
  });

  it('fails when the device is taken away', async () => {
    media = new LocalMedia();
    await media.start({ camera: true, microphone: false });
    const { camera } = media.state.value;
    // What the browser does when a camera is unplugged.
    if (camera.status === 'on') camera.track.dispatchEvent(new Event('ended'));
    const after = await until(media.state, (state) => state.camera.status === 'failed');
    expect(after.camera.status === 'failed' && after.camera.error.code).to.equal('media/failed');
  });

  it('throws a late answer away when the device was switched off meanwhile', async () => {
    media = new LocalMedia();
    const starting = media.start({ camera: true, microphone: false });
    media.stop('camera');
    await starting;
    expect(media.state.value.camera.status).to.equal('off');
  });

  it('goes through cameras that look no way, one after the other, and round again', async () => {
    const asked: unknown[] = [];
    const fakes = ['one', 'two', 'three'];
    const track = (id: string) => {
      const [made] = document.createElement('canvas').captureStream().getVideoTracks();
      return Object.assign(made!, { getSettings: () => ({ deviceId: id }) });
    };
    const media = new LocalMedia({
      getUserMedia: async (constraints) => {
        const video = constraints?.video as MediaTrackConstraints;
        asked.push(video.deviceId ?? video.facingMode);
        const exact = (video.deviceId as { exact?: string } | undefined)?.exact;
        return new MediaStream([track(exact ?? 'one')]);
      },
      enumerateDevices: async () =>
        fakes.map((deviceId) => ({ kind: 'videoinput', deviceId }) as MediaDeviceInfo),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    await media.start({ camera: true, microphone: false });
    for (let time = 0; time < 3; time++) await media.flip();
    expect(asked).to.eql(['environment', { exact: 'two' }, { exact: 'three' }, { exact: 'one' }]);
    media.dispose();
  });
});
