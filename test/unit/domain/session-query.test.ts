import { expect } from '@open-wc/testing';
import { isFound, soughtOf } from '../../../src/domain/sessions/query.js';
import { termsOf } from '../../../src/domain/sessions/terms.js';
import { aSession, at, tomas } from '../../support/store-bench.js';

const people = [{ ...tomas, name: 'Tomáš Dvořák', presence: 'left' as const, since: at }];
const finds = (title: string, text: string): boolean =>
  isFound(aSession('s1', { title, context: 'zendesk:ticket:4711', people }), soughtOf({ text }));

describe('what words find a session', () => {
  for (const [title, text, why] of [
    ['Pump P-07 LEAKS', 'leaks 4711 pum', 'the beginnings of words, in any order and case'],
    ['Pump P-07', 'P-07', 'what has signs in it'],
    ['Pump', 'dvorak', 'a name with accents by one without'],
    ['Grosse Straße', 'STRASSE', 'ß by ss'],
    ['Istanbul', 'ıstanbul', 'an i with its dot or not'],
    ['ΛΟΓΟΣ', 'λόγοσ', 'a sigma at the end or not'],
    ['Ｐｕｍｐ ７', 'pump 7', 'full width by half'],
    ['給水ポンプ漏れ', '漏れ', 'a word in a text that has no spaces'],
    ['ปั๊มน้ำรั่ว', 'น้ำ', 'the same in Thai'],
    ['насос течёт', 'течет', 'ё by е'],
    ['Pump', ' ', 'anything where nothing is asked'],
  ] as const) {
    it(`find ${why}: “${title}” by “${text}”`, () => expect(finds(title, text)).to.equal(true));
  }

  for (const [title, text] of [
    ['Pump', 'ump'],
    ['Pump', 'pump fan'],
    ['Pump', '711'],
  ] as const) {
    it(`do not find “${title}” by “${text}”`, () => expect(finds(title, text)).to.equal(false));
  }

  it('are few, however long the text is, and never half a character', () => {
    const long = aSession('s1', { title: '😀𠮷'.repeat(120), people: [] });
    expect(termsOf(long).length).to.be.at.most(500);
    for (const term of termsOf(long)) expect(term).not.to.match(/\p{Cs}/u);
    expect(soughtOf({ text: 'a b c d e f g h i j k l m n o p q r s t' })).to.have.length(16);
  });
});
