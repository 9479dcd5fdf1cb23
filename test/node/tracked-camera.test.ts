import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeTrackedCamera } from '../bench/tracking/camera-file.js';
import { sequence } from '../bench/tracking/generator/sequence.js';
import { fromStrip, STRIP } from '../e2e/support/camera-file.js';

const folder = mkdtempSync(join(tmpdir(), 'nearhand-camera-'));
after(() => rmSync(folder, { recursive: true }));

const [width, height, frames] = [640, 360, 5];
const frameBytes = 'FRAME\n'.length + width * height * 1.5;

test('a tracked camera is a Y4M file whose frames carry their numbers, with the truth beside it', async () => {
  const path = join(folder, 'steady.y4m');
  const truth = await writeTrackedCamera(path, { class: 'steady', seed: 1, frames, rate: 15 });
  const file = readFileSync(path);
  const head = file.subarray(0, file.indexOf('\n') + 1).toString();
  assert.equal(head, 'YUV4MPEG2 W640 H360 F15:1 Ip A1:1 C420jpeg\n');
  assert.equal(file.length, head.length + frames * frameBytes);
  const lumas = Array.from({ length: frames }, (_, at) =>
    file.subarray(head.length + at * frameBytes + 'FRAME\n'.length),
  );
  assert.deepEqual(lumas.map(numberOf), [0, 1, 2, 3, 4]);
  assert.deepEqual(JSON.parse(readFileSync(`${path}.json`, 'utf8')), JSON.parse(JSON.stringify(truth)));
  const [x, y] = truth.frames[2]!.points[0]!;
  const source = sequence('steady', 1, { cycle: frames });
  const at = Math.round(y) * width + Math.round(x);
  assert.equal(lumas[2]![at], Math.round(16 + (source.frame(2).data[at]! * 219) / 255));
});

test('a tracked camera whose strip would lie over its mark is refused', async () => {
  const camera = { class: 'lens', seed: 0, frames: 60 } as const;
  await assert.rejects(writeTrackedCamera(join(folder, 'lens.y4m'), camera), /over the mark/);
});

test('a tracked camera with more frames than the strip can number is refused', async () => {
  const camera = { class: 'steady', seed: 0, frames: 257 } as const;
  await assert.rejects(writeTrackedCamera(join(folder, 'long.y4m'), camera), RangeError);
});

function numberOf(luma: Buffer): number {
  const bits = Array.from({ length: STRIP.blocks }, (_, block) => {
    const x = STRIP.left + (block + 0.5) * STRIP.size;
    return luma[(STRIP.top + STRIP.size / 2) * width + x]! > 128 ? 1 : 0;
  });
  return fromStrip(bits.reduce<number>((number, bit) => number * 2 + bit, 0));
}
