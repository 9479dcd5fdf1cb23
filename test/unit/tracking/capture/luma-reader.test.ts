import { expect } from '@open-wc/testing';
import { LumaReader } from '../../../../src/live/tracking/capture/luma-reader.js';
import { scaleLuma } from '../../../../src/live/tracking/capture/scale-luma.js';
import { correlation } from '../../../../src/live/tracking/frames/picture-match.js';
import { upright } from '../../../../src/live/tracking/capture/orient.js';
import type { Luma } from '../../../../src/live/tracking/luma.js';
import { noise, paint, scene } from './pictures.js';

type Init = VideoFrameBufferInit & { rotation?: number; flip?: boolean };

/** A frame whose first plane is this picture, with rows that are padded. */
function planar(
  { width, height, data }: Luma,
  format: 'I420' | 'NV12',
  more: Partial<Init> = {},
): VideoFrame {
  const stride = width + 16;
  const chroma = format === 'I420' ? (stride / 2) * (height / 2) : (stride * height) / 2;
  const buffer = new Uint8Array(stride * height + chroma * 2).fill(128);
  for (let y = 0; y < height; y++) buffer.set(data.subarray(y * width, (y + 1) * width), y * stride);
  const plane = { offset: stride * height, stride: format === 'I420' ? stride / 2 : stride };
  return new VideoFrame(buffer, {
    format,
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
    layout: [
      { offset: 0, stride },
      plane,
      ...(format === 'I420' ? [{ ...plane, offset: plane.offset + chroma }] : []),
    ],
    ...more,
  });
}

function packed(
  { width, height, data }: Luma,
  format: 'RGBA' | 'BGRX',
  colour: (grey: number) => number[],
): VideoFrame {
  const buffer = new Uint8Array(width * height * 4);
  data.forEach((grey, index) => buffer.set(colour(grey), index * 4));
  return new VideoFrame(buffer, { format, codedWidth: width, codedHeight: height, timestamp: 0 });
}

async function read(frame: VideoFrame, side: number): Promise<Luma> {
  const luma = await new LumaReader().read(frame, side);
  frame.close();
  if (!luma) throw new Error('read nothing');
  return luma;
}

describe('LumaReader', () => {
  const picture = noise(80, 46, 1);

  for (const format of ['I420', 'NV12'] as const) {
    it(`takes the grey bytes of ${format} as they are`, async () => {
      expect(await read(planar(picture, format), 640)).to.eql(picture);
      expect(await read(planar(picture, format), 40)).to.eql(scaleLuma(picture, 40, 23));
    });
  }

  it('takes the visible part only', async () => {
    const visibleRect = { x: 10, y: 6, width: 40, height: 20 };
    const part = paint(40, 20, (x, y) => picture.data[(y + 5.5) * 80 + x + 9.5]!);
    expect(await read(planar(picture, 'I420', { visibleRect }), 640)).to.eql(part);
  });

  it('makes grey of colours', async () => {
    const red = paint(8, 8, () => 200);
    const green = (grey: number): number[] => [0, grey, 0, 255];
    expect((await read(packed(red, 'RGBA', green), 640)).data[9]).to.equal(117);
    expect(
      (
        await read(
          packed(red, 'RGBA', (grey) => [grey, 0, 0, 255]),
          640,
        )
      ).data[9],
    ).to.equal(60);
    expect(
      (
        await read(
          packed(red, 'BGRX', (grey) => [0, 0, grey, 255]),
          640,
        )
      ).data[9],
    ).to.equal(60);
    expect(
      (
        await read(
          packed(red, 'BGRX', (grey) => [grey, 0, 0, 255]),
          640,
        )
      ).data[9],
    ).to.equal(23);
  });

  it('reads frames of different sizes one after the other', async () => {
    const reader = new LumaReader();
    for (const [width, height] of [
      [80, 46],
      [32, 64],
      [128, 72],
    ] as const) {
      const luma = noise(width, height, width);
      const frame = planar(luma, 'I420');
      expect(await reader.read(frame, 640)).to.eql(luma);
      frame.close();
    }
  });

  it('reads nothing of a frame that is closed', async () => {
    const frame = planar(picture, 'I420');
    frame.close();
    expect(await new LumaReader().read(frame, 640)).to.equal(undefined);
  });

  for (const rotation of [0, 90, 180, 270] as const)
    for (const flip of [false, true]) {
      it(`shows a frame upright as the browser does: ${rotation} degrees${flip ? ', mirrored' : ''}`, async () => {
        const grey = scene(2);
        const smooth = paint(64, 40, (x, y) => grey(x / 3, y / 3));
        const frame = planar(smooth, 'I420', { rotation, flip });
        const drawn = new LumaReader().draw(frame, frame.displayWidth, frame.displayHeight, 640);
        const luma = await read(frame, 640);
        expect(luma).to.eql(upright(smooth, { rotation, flip }));
        // Drawing stretches video's range of greys to the screen's.
        expect(correlation(luma, drawn!)).to.be.above(0.999);
        expect([drawn!.width, drawn!.height]).to.eql([luma.width, luma.height]);
      });
    }
});
