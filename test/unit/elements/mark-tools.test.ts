import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/mark-tools/mark-tools.js';
import type { NearhandMarkTools, ToolChangedEvent } from '../../../src/elements/mark-tools/mark-tools.js';
import { AnnotationBoard } from '../../../src/live/annotations/board.js';
import { lena } from '../../support/store-bench.js';
import { click, control, heard } from '../../support/user.js';

describe('nearhand-mark-tools', () => {
  const mount = (board: AnnotationBoard) =>
    fixture<NearhandMarkTools>(html`<nearhand-mark-tools .board=${board}></nearhand-mark-tools>`);
  const newBoard = () => new AnnotationBoard({ self: lena, send: () => undefined });

  it('says which tool and colour was chosen, and shows it', async () => {
    const tools = await mount(newBoard());
    const changed = heard<ToolChangedEvent>(tools, 'nearhand-tool-changed');
    await click(tools, 'Circle (C)');
    const { tool, color } = await changed;
    expect([tool, color]).to.eql(['circle', 'red']);
    await tools.updateComplete;
    expect((await control(tools, 'Circle (C)')).getAttribute('aria-pressed')).to.equal('true');
  });

  it('takes back, brings back and clears what was drawn', async () => {
    const board = newBoard();
    const tools = await mount(board);
    const undo = await control<HTMLButtonElement>(tools, 'Undo (Z)');
    expect(undo.disabled).to.equal(true);
    board.finish(board.begin({ shape: 'arrow', color: 'red', surface: 'tomas', start: [0.5, 0.5] }));
    await click(tools, 'Undo (Z)');
    expect(board.marks.value.length).to.equal(0);
    await click(tools, 'Redo');
    expect(board.marks.value.length).to.equal(1);
    await click(tools, 'Clear all marks');
    expect(board.marks.value.length).to.equal(0);
  });
});
