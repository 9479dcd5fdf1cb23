import { expect } from '@open-wc/testing';
import { LatencyFloor } from '../../../../src/live/tracking/frames/latency-floor.js';
import { seeded } from './camera.js';

describe('LatencyFloor', () => {
  it('is the least of the values in its window, for any values', () => {
    const random = seeded(4);
    const values = Array.from({ length: 500 }, (_, at) => ({
      value: Math.round(random() * 100),
      at: at * 10,
    }));
    const floor = new LatencyFloor(200);
    for (const { value, at } of values) {
      floor.add(value, at);
      const inWindow = values.filter((other) => other.at <= at && other.at >= at - 200);
      expect(floor.value).to.equal(Math.min(...inWindow.map((other) => other.value)));
    }
  });

  it('has none before the first, and leaves out what is no number', () => {
    const floor = new LatencyFloor(200);
    floor.add(NaN, 0);
    floor.add(-Infinity, 1);
    expect(floor.value).to.equal(undefined);
    floor.add(3, 2);
    expect(floor.value).to.equal(3);
    floor.clear();
    expect(floor.value).to.equal(undefined);
  });
});
