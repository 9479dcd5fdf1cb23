import { expect } from '@open-wc/testing';
import type { Annotation } from '../../../../src/domain/annotation.js';
import { cleanPicture, withCleanPicture } from '../../../../src/live/media/clean-picture.js';
import { SNAPSHOT_DEFAULTS, takeSnapshot } from '../../../../src/live/media/snapshot.js';
import { colourTrack } from '../../../support/picture.js';

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

const plain = (colour: string): HTMLCanvasElement => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
  const context = canvas.getContext('2d');
  if (context) context.fillStyle = colour;
  context?.fillRect(0, 0, 160, 120);
  return canvas;
};
/** Red and blue where the mark's upper edge is, 0..255. */
const inkOf = (picture: ImageBitmap): { red: number; blue: number } => {
  const context = new OffscreenCanvas(160, 120).getContext('2d');
  context?.drawImage(picture, 0, 0);
  const [red = NaN, , blue = NaN] = context?.getImageData(112, 60, 1, 1).data ?? [];
  return { red, blue };
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
    const { red, blue } = inkOf(await createImageBitmap(blob));
    expect(red).to.be.greaterThan(150);
    expect(blue).to.be.lessThan(120);
    stop();
  });

  it('keeps the picture without its marks inside of the file, for when it is looked for again', async () => {
    const canvas = plain('#0000ff');
    const { blob } = await takeSnapshot(canvas, [{ mark }]);
    expect(inkOf(await createImageBitmap(blob)).red).to.be.greaterThan(150);
    const clean = await cleanPicture(blob);
    expect(clean && inkOf(await createImageBitmap(clean)).red).to.be.lessThan(60);
  });

  it('keeps nothing beside a picture that has no marks', async () => {
    const { blob } = await takeSnapshot(plain('#0000ff'), []);
    expect(await cleanPicture(blob)).to.equal(undefined);
  });

  it('says so where there is no picture yet', async () => {
    const error: unknown = await takeSnapshot(document.createElement('video'), []).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.deep.include({ code: 'media/failed', retryable: true });
  });
});

describe('cleanPicture', () => {
  const bytes = (...all: number[]): Blob => new Blob([Uint8Array.from(all)]);

  it('finds nothing in what is no JPEG, breaks off, or says that it is longer than it is', async () => {
    const { blob } = await takeSnapshot(plain('#0000ff'), [{ mark }]);
    const files = [
      new Blob([]),
      bytes(0xff),
      bytes(0x89, 0x50, 0x4e, 0x47),
      bytes(0xff, 0xd8, 0xff, 0xef, 0xff, 0xff, 1),
      bytes(0xff, 0xd8, 0xff, 0xef, 0, 0, 0xff, 0xef, 0, 0),
      blob.slice(0, 200),
    ];
    for (const file of files) expect(await cleanPicture(file)).to.equal(undefined);
  });

  it('leaves a file as it is that the picture does not fit into', async () => {
    const jpeg = bytes(0xff, 0xd8, 0xff, 0xd9);
    expect(await withCleanPicture(jpeg, new Blob([new Uint8Array(66_000)]))).to.equal(jpeg);
  });
});
