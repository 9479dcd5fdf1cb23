import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraTruth } from '../bench/tracking/camera-file.js';
import type { Watched } from '../bench/tracking/call/conversation.js';
import type { Seen } from '../bench/tracking/call/observer.js';
import { lagsOf, outcomeOf } from '../bench/tracking/call/outcome.js';

type Corners = readonly (readonly [number, number])[];

/** A thing that goes 10 pixels to the right with each frame. */
const square = (size: number, x: number): Corners => [
  [x - size, 150],
  [x + size, 150],
  [x + size, 200],
  [x - size, 200],
];
const truth: CameraTruth = {
  frames: Array.from({ length: 10 }, (_, frame) => ({
    points: [[300 + frame * 10, 175], ...square(40, 300 + frame * 10)],
    visible: true,
  })),
};

/** A picture of a frame, shown 100 ms after the one before, with the mark so many pixels off, or without it. */
const picture = (frame: number, off?: number, more: Partial<Seen> = {}): Seen => ({
  at: 1_000 + frame * 100,
  frame,
  held: false,
  timed: true,
  marks: off === undefined ? {} : { m: square(30, 300 + frame * 10 + off) },
  ...more,
});
const watched = (agent: readonly Seen[], participant: readonly Seen[] = []): Watched => ({
  id: 'm',
  frame: 0,
  corners: square(30, 300),
  lifted: 1_050,
  seen: { agent, participant },
});
const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 100) / 100);

test('the first three pictures with the mark say how it was placed, later ones how it is followed', () => {
  const seen = [1, 2, 3, 4, 5].map((frame) => picture(frame, frame));
  const { placed, followed } = outcomeOf(watched(seen), seen, truth);
  assert.deepEqual(
    [rounded(placed), rounded(followed)],
    [
      [1, 2, 3],
      [4, 5],
    ],
  );
});

test('a picture that stands on for several pictures of the screen counts once, and one that was held not at all', () => {
  const seen = [picture(0, 0, { held: true }), picture(1, 0), picture(1, 0), picture(2, 0)];
  const outcome = outcomeOf(watched(seen), seen, truth);
  assert.deepEqual([outcome.pictures, outcome.placed.length], [2, 2]);
});

test('pictures before the mark was found, after it was lost, and without a known time are told apart', () => {
  const seen = [picture(1), picture(2), picture(3, 0), picture(4), picture(5, 0, { timed: false })];
  const { found, sought, lost, untimed } = outcomeOf(watched(seen), seen, truth);
  assert.deepEqual(
    { found, sought, lost, untimed },
    { found: { ms: 200, pictures: 2 }, sought: 2, lost: 1, untimed: 1 },
  );
});

test('a mark that was never drawn has no time until it was', () => {
  const seen = [picture(1), picture(2)];
  const { found, sought, lost, placed } = outcomeOf(watched(seen), seen, truth);
  assert.deepEqual([found, sought, lost, placed], [undefined, 2, 0, []]);
});

test('how far the agent is behind is told by the frames that both have shown', () => {
  const late = [2, 3].map((frame) => picture(frame, 0, { at: 1_400 + frame * 100 }));
  assert.deepEqual(lagsOf(watched(late, [picture(2, 0), picture(3, 0), picture(4, 0)])), [400, 400]);
});
