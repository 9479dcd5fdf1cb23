import { expect } from '@open-wc/testing';
import type { Annotation } from '../../../src/domain/annotation.js';
import { SNAPSHOT_DEFAULTS, takeSnapshot } from '../../../src/live/snapshot.js';
import { colourTrack } from '../../support/picture.js';

const mark: Annotation = {
  id: 'm1',
  surface: 'tomas',
  author: { id: 'lena', name: 'Lena', role: 'agent' },
  shape: 'rectangle',
  color: 'red',
  points: [
    [0.5, 0.5],
    [0.9, 0.9],
  ],
  finished: true,
};

describe('takeSnapshot', () => {
  it('gives the picture at the video’s own size, with the marks in it', async () => {
    const { track, stop } = colourTrack('#0000ff');
    const video = Object.assign(document.createElement('video'), {
      muted: true,
      srcObject: new MediaStream([track]),
    });
    await video.play();
    const { blob, width, height } = await takeSnapshot(video, [{ mark }], {
      ...SNAPSHOT_DEFAULTS,
      type: 'image/png',
    });
    expect([width, height, blob.type]).to.eql([160, 120, 'image/png']);
    const picture = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(160, 120);
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const [red = 0, , blue = 255] = context?.getImageData(112, 60, 1, 1).data ?? [];
    expect(red).to.be.greaterThan(150);
    expect(blue).to.be.lessThan(120);
    stop();
  });

  it('says so where there is no picture yet', async () => {
    const error: unknown = await takeSnapshot(document.createElement('video'), []).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.deep.include({ code: 'media/failed', retryable: true });
  });
});
