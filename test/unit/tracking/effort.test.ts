import { expect } from '@open-wc/testing';
import { Effort } from '../../../src/live/tracking/worker/effort.js';

describe('Effort', () => {
  const spend = (effort: Effort, frames: number, cost: number): void => {
    for (let frame = 0; frame < frames; frame += 1) effort.spent(cost);
  };

  it('looks at smaller pictures when frames take too long, and then at fewer', () => {
    const effort = new Effort();
    const seen: [number, number][] = [[effort.side, effort.every]];
    for (let step = 0; step < 5; step += 1) {
      spend(effort, 15, 40);
      seen.push([effort.side, effort.every]);
    }
    expect(seen).to.eql([
      [640, 1],
      [320, 1],
      [320, 2],
      [320, 3],
      [320, 3],
      [320, 3],
    ]);
  });

  it('does not mind a frame that is slow now and then', () => {
    const effort = new Effort();
    for (let round = 0; round < 20; round += 1) {
      spend(effort, 9, 10);
      spend(effort, 5, 60);
    }
    expect(effort.side).to.equal(640);
  });

  it('goes back up slowly, once there is much room', () => {
    const effort = new Effort();
    spend(effort, 15, 40);
    spend(effort, 44, 5);
    expect(effort.side).to.equal(320);
    spend(effort, 1, 5);
    expect(effort.side).to.equal(640);
  });

  it('looks at one frame of as many as it should', () => {
    const effort = new Effort();
    spend(effort, 60, 40);
    const looked = Array.from({ length: 9 }, () => effort.next()).filter(Boolean);
    expect(looked.length).to.equal(3);
  });
});
