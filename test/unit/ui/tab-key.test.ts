import { expect, fixture, html } from '@open-wc/testing';
import { tabKey } from '../../../src/ui/tab-key.js';
import { press } from '../../support/user.js';

const TABS = ['one', 'two', 'three'];

describe('tabKey', () => {
  async function tabs(dir: 'ltr' | 'rtl', selected: number) {
    const list = await fixture<HTMLElement>(
      html`<div role="tablist" dir=${dir} @keydown=${tabKey}>
        ${TABS.map((name, at) => html`<button role="tab" aria-selected=${String(at === selected)}>${name}</button>`)}
      </div>`,
    );
    const pressed: string[] = [];
    list.addEventListener('click', (event) => pressed.push((event.target as HTMLElement).textContent));
    return {
      press: (key: string) => press(list, key),
      chosen: () => [pressed, document.activeElement?.textContent],
    };
  }

  for (const [dir, selected, key, target] of [
    ['ltr', 0, 'ArrowRight', 'two'],
    ['ltr', 0, 'ArrowLeft', 'three'],
    ['ltr', 2, 'ArrowRight', 'one'],
    ['rtl', 0, 'ArrowLeft', 'two'],
    ['rtl', 0, 'ArrowRight', 'three'],
    ['ltr', 1, 'Home', 'one'],
    ['rtl', 1, 'End', 'three'],
  ] as const) {
    it(`goes by ${key} from ${TABS[selected]} to ${target}, written ${dir}`, async () => {
      const list = await tabs(dir, selected);
      expect(list.press(key)).to.equal(false, 'the page must not scroll');
      expect(list.chosen()).to.eql([[target], target]);
    });
  }

  it('leaves other keys to the page', async () => {
    const list = await tabs('ltr', 0);
    expect(list.press('ArrowDown')).to.equal(true);
    expect(list.chosen()[0]).to.eql([]);
  });
});
