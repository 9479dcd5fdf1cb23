import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/anchor-notes/anchor-notes.js';
import type { NearhandAnchorNotes } from '../../../src/elements/anchor-notes/anchor-notes.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { Anchoring } from '../../../src/live/tracking/anchoring.js';
import type { PoseWord } from '../../../src/live/tracking/poses.js';
import { lena } from '../../support/store-bench.js';
import { inside, read, seen, textIn } from '../../support/user.js';

describe('nearhand-anchor-notes', () => {
  let board: AnnotationBoard;
  let anchoring: Anchoring;
  let notes: NearhandAnchorNotes;
  let time: number;

  beforeEach(async () => {
    time = 0;
    board = new AnnotationBoard({ self: lena, send: () => undefined });
    anchoring = new Anchoring({ marks: board.marks, publish: () => undefined, announce: () => undefined });
    notes = await fixture(
      html`<nearhand-anchor-notes
        surface="tomas"
        .board=${board}
        .anchoring=${anchoring}
      ></nearhand-anchor-notes>`,
    );
  });
  afterEach(() => anchoring.stop());

  const draw = (still: string): string =>
    board.begin({ shape: 'circle', color: 'red', surface: 'tomas', start: [0.5, 0.5], still });
  const say = (id: string, state: PoseWord[1]): void =>
    anchoring.surface('tomas').take({
      surface: 'tomas',
      time: (time += 33),
      marks: [[id, state, 1, state === 'lost' ? null : [1, 0, 0, 0, 1, 0, 0, 0]]],
    });
  const shown = (): number => inside(notes, 'nearhand-lost-mark').length;

  it('says that a mark of a kept picture is looked for, also when its picture comes after it', async () => {
    draw('s1');
    await notes.updateComplete;
    expect(textIn(notes)).to.equal('');
    anchoring.saw({ id: 's1', surface: 'tomas', kept: 'media-1' });
    await read(notes, 'Looking for what was marked');
    expect(shown()).to.equal(1);
    await expect(notes).to.be.accessible();
  });

  it('goes on saying so while it is not found, and is silent once it is', async () => {
    anchoring.saw({ id: 's1', surface: 'tomas', kept: 'media-1' });
    const id = draw('s1');
    say(id, 'lost');
    await read(notes, 'Looking for what was marked');
    say(id, 'relocated');
    await seen(() => shown() === 0);
    say(id, 'lost');
    await read(notes, 'Out of sight');
    expect(textIn(notes)).not.to.contain('Looking for');
  });

  it('says nothing of a mark on the live picture that was never found: the mark itself says so', async () => {
    anchoring.saw({ id: 's1', surface: 'tomas', time: 5, by: 'rtp' });
    say(draw('s1'), 'lost');
    await notes.updateComplete;
    expect(textIn(notes)).to.equal('');
  });

  it('shows the newest few', async () => {
    anchoring.saw({ id: 's1', surface: 'tomas', kept: 'media-1' });
    for (let count = 0; count < 5; count += 1) draw('s1');
    await seen(() => shown() === 3);
  });
});
