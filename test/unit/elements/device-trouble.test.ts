import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/device-trouble/device-trouble.js';
import type { NearhandDeviceTrouble } from '../../../src/elements/device-trouble/device-trouble.js';
import '../../../src/elements/session-view/session-view.js';
import type { ErrorCode } from '../../../src/domain/error-code.js';
import { LocalMedia } from '../../../src/live/media/local-media.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { aSession, stub } from '../../support/store-bench.js';
import { click, inside, named, read, seen, textIn } from '../../support/user.js';

/** The name is in bold, so that a space may be read after it. */
const says = (device: 'Camera' | 'Microphone' | 'Camera and microphone', code: ErrorCode): RegExp =>
  new RegExp(`${device} ?: ${errorText[code].replace(/[.?]/g, '\\$&')}`);

describe('nearhand-device-trouble', () => {
  /** Each answer is for one question, in turn. */
  const devices = (...answers: (MediaStreamTrack | string)[]) => ({
    getUserMedia: async () => {
      const answer = answers.shift() ?? 'NotFoundError';
      if (typeof answer === 'string') throw new DOMException('', answer);
      return new MediaStream([answer]);
    },
    enumerateDevices: async () => [],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  const picture = () => document.createElement('canvas').captureStream().getVideoTracks()[0]!;
  const shown = (media: LocalMedia) =>
    fixture<NearhandDeviceTrouble>(html`<nearhand-device-trouble .media=${media}></nearhand-device-trouble>`);

  it('says why the camera does not work, and is silent once it does', async () => {
    const media = new LocalMedia(devices('NotReadableError', picture()));
    await media.start({ camera: true, microphone: false });
    const trouble = await shown(media);
    await read(trouble, says('Camera', 'media/in-use'));
    await expect(trouble).to.be.accessible();
    await click(trouble, 'Try again');
    await seen(() => textIn(trouble) === '');
    media.dispose();
  });

  it('speaks of the microphone where that is what is wrong, and how to allow it', async () => {
    const media = new LocalMedia(devices('NotAllowedError'));
    await media.start({ camera: false, microphone: true });
    const trouble = await shown(media);
    await read(trouble, says('Microphone', 'media/denied'));
    await read(trouble, 'sign beside the address');
    expect(textIn(trouble)).not.to.contain('Camera');
    await click(trouble, 'Hide');
    await seen(() => textIn(trouble) === '');
  });

  it('tells of a camera that stops in the middle', async () => {
    const track = picture();
    const media = new LocalMedia(devices(track, 'NotFoundError'));
    await media.start({ camera: true, microphone: false });
    const trouble = await shown(media);
    expect(textIn(trouble)).to.equal('');
    track.dispatchEvent(new Event('ended'));
    await read(trouble, says('Camera', 'media/failed'));
    await click(trouble, 'Try again');
    await read(trouble, says('Camera', 'media/no-device'));
  });

  it('offers no try where the page around may not', async () => {
    const policy = { allowsFeature: () => false };
    const restore = stub(document as Document & { featurePolicy?: unknown }, 'featurePolicy', policy);
    const media = new LocalMedia(devices());
    await media.start({ camera: true, microphone: true });
    const trouble = await shown(media);
    await read(trouble, says('Camera and microphone', 'media/blocked-by-page'));
    expect(named(trouble, 'Try again')).to.eql([]);
    restore();
  });

  it('stands over the picture of an agent whose frame has no permission', async () => {
    const restore = stub(document as Document & { featurePolicy?: unknown }, 'featurePolicy', {
      allowsFeature: () => false,
    });
    const desk = new Desk().put({ collection: 'sessions', row: aSession('s1') });
    const view = await desk.mount(html`<nearhand-session-view session="s1"></nearhand-session-view>`);
    await read(view, says('Camera and microphone', 'media/blocked-by-page'));
    expect(inside(view, '[part="trouble"]').length).to.equal(1);
    restore();
    await desk.end();
  });
});
