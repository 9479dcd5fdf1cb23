import { expect, fixture } from '@open-wc/testing';
import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { FirstScreen } from '../../../src/ui/first-screen.js';

class LongList extends LitElement {
  rows: readonly number[] = [];
  /** How many rows each drawing had. */
  readonly drawn: number[] = [];
  prepared = 0;
  readonly #screen = new FirstScreen(this, () => this.prepared++);

  override render(): TemplateResult {
    const rows = this.#screen.of(this.rows);
    this.drawn.push(rows.length);
    return html`${rows.map((row) => html`<p>${row}</p>`)}`;
  }
}
customElements.define('long-list', LongList);

const MANY = Array.from({ length: 1_000 }, (_, index) => index);

describe('the first screen of a list', () => {
  const draw = async (rows: readonly number[]): Promise<LongList> => {
    const list = await fixture<LongList>(html`<long-list></long-list>`);
    list.rows = rows;
    list.requestUpdate();
    await list.updateComplete;
    return list;
  };
  const drawnWhole = (list: LongList): Promise<void> =>
    new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (list.renderRoot.querySelectorAll('p').length === MANY.length) resolve();
      });
      watch.observe(list.renderRoot, { childList: true });
    });

  it('is drawn before the rest', async () => {
    const list = await draw(MANY);
    expect(list.drawn.at(-1))
      .to.be.lessThan(innerHeight / 40)
      .and.greaterThan(innerHeight / 50);
    await drawnWhole(list);
    expect(list.drawn.at(-1)).to.equal(MANY.length);
  });

  it('is all there is where it fits', async () => {
    expect((await draw([1, 2, 3])).drawn).to.eql([0, 3]);
  });

  it('stays all of it once it was drawn whole', async () => {
    const list = await draw(MANY);
    await drawnWhole(list);
    list.rows = MANY.slice(1);
    list.requestUpdate();
    await list.updateComplete;
    expect(list.drawn.at(-1)).to.equal(MANY.length - 1);
  });

  it('is followed by the rest also where it was taken out and put back meanwhile', async () => {
    const list = await draw(MANY);
    const place = list.parentElement;
    list.remove();
    place?.append(list);
    const whole = drawnWhole(list);
    list.requestUpdate();
    await whole;
  });

  it('is prepared for while its rows are on their way', async () => {
    const list = await fixture<LongList>(html`<long-list></long-list>`);
    // It is prepared in the task after, which was put off first.
    await new Promise((resolve) => setTimeout(resolve));
    expect(list.prepared).to.be.greaterThan(0);
  });
});
