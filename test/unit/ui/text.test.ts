import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import '../../../src/elements/host/host.js';
import type { NearhandHost } from '../../../src/elements/host/host.js';
import { NearhandError } from '../../../src/host/errors.js';
import { ERROR_CODES } from '../../../src/domain/error-code.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Text, type TextGroups } from '../../../src/ui/text/text.js';

const english = {
  plain: 'Plain',
  greet: (name: string) => `Hello ${name}`,
  states: { live: 'Live', open: 'Open' },
  ending: ['Over', 'Thank you'],
};

class Speaker extends LitElement {
  readonly text = new Text(this, 'speaker', english);
  override render() {
    return html`${this.text.words.plain}`;
  }
}
customElements.define('test-speaker', Speaker);

describe('Text', () => {
  async function speaker(text?: TextGroups): Promise<Speaker> {
    const host = await fixture<NearhandHost>(
      html`<nearhand-host .text=${text}><test-speaker></test-speaker></nearhand-host>`,
    );
    return host.querySelector('test-speaker') as Speaker;
  }

  it('speaks English until the page says otherwise', async () => {
    const { greet, ...words } = (await speaker()).text.words;
    const { greet: _, ...expected } = english;
    expect(words).to.eql(expected);
    expect(greet('Tomas')).to.equal('Hello Tomas');
  });

  it('lets no name turn the sentence around it, whoever wrote the sentence', async () => {
    const { words } = (await speaker({ speaker: { greet: (name: string) => `${name} ist da` } })).text;
    for (const name of ['\u202Enimda', 'דנה', '(Tomas', '5 Tomas', 'Tomas\u2066'])
      expect(words.greet(name), name).to.equal(`\u2068${name}\u2069 ist da`);
    for (const name of ['Tomas', 'Zoë Müller-Łuk', 'Tomas, 2'])
      expect(words.greet(name), name).to.equal(`${name} ist da`);
  });

  it('takes the page’s words, and keeps its own beside them', async () => {
    const { words } = (await speaker({ speaker: { plain: 'Schlicht', states: { live: 'Läuft' } } })).text;
    expect(words.plain).to.equal('Schlicht');
    expect(words.states).to.eql({ live: 'Läuft', open: 'Open' });
    expect(words.greet('Tomas')).to.equal('Hello Tomas');
  });

  it('stays English where the page gives another kind of word', async () => {
    const { words } = (await speaker({ speaker: { greet: 'Hallo', plain: 7, states: null, ending: 'Aus' } }))
      .text;
    expect(words.greet('Tomas')).to.equal('Hello Tomas');
    expect([words.plain, words.states, words.ending]).to.eql(['Plain', english.states, english.ending]);
  });

  it('renders anew when the page’s words come later', async () => {
    const element = await speaker();
    (element.closest('nearhand-host') as NearhandHost).text = { speaker: { plain: 'Später' } } as object;
    await (element.closest('nearhand-host') as NearhandHost).updateComplete;
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.equal('Später');
  });

  it('says failures in the page’s words by code', async () => {
    const { text } = await speaker({ error: { 'backend/offline': 'Kein Netz' } });
    expect(text.error(new NearhandError('backend/offline', 'x'))).to.equal('Kein Netz');
    expect(text.error(new NearhandError('backend/forbidden', 'x'))).to.equal(errorText['backend/forbidden']);
  });

  it('tells nobody the words of a stranger’s error', async () => {
    const { text } = await speaker();
    expect(text.error(new Error('<b>secret</b>'))).to.equal(errorText['plugin/failed']);
  });

  it('has words for every code, each its own', () => {
    const words = ERROR_CODES.map((code) => errorText[code]);
    expect(words.every((word) => word.length > 10)).to.equal(true);
    expect(new Set(words).size).to.equal(ERROR_CODES.length);
  });
});
