import { expect } from '@open-wc/testing';
import * as v from 'valibot';
import { oneLine } from '../../../src/domain/one-line.js';
import { Context, GivenName, PersonName, Title } from '../../../src/domain/primitives.js';

describe('oneLine', () => {
  const CASES: Readonly<Record<string, readonly [given: string, kept: string]>> = {
    'what turns text around': ['\u202Elena\u202C \u2066Brandt\u2069\u200F', 'lena Brandt'],
    'line breaks and controls': ['Lena\r\nBrandt\u0000\u0085\u2028x\t!', 'Lena Brandt x !'],
    'what cannot be seen': ['Le\u200Bna\uFEFF\u00AD\u2060\u{E0041}\u3164', 'Lena'],
    'half a character': ['Lena\uD800', 'Lena'],
    'spaces of all kinds': ['\u00A0 Lena\u3000\u2003 Brandt ', 'Lena Brandt'],
    'marks in stacks': [`a${'\u0301\u0316'.repeat(30)}b`, 'á\u0316\u0301\u0316\u0301b'],
  };
  for (const [name, [given, kept]] of Object.entries(CASES))
    it(`takes away ${name}`, () => {
      expect(oneLine(given).length).to.be.at.most(given.length);
      if (name === 'marks in stacks') expect(oneLine(given).match(/\p{M}/gu)?.length).to.be.at.most(4);
      else expect(oneLine(given)).to.equal(kept);
    });

  it('keeps what languages and emoji are written with', () => {
    for (const name of [
      'می\u200Cخواهم',
      '👩\u200D🔧 Lena',
      '山田 太郎',
      'นิพนธ์',
      'דָּנָה',
      'Nguyễn Văn A',
      'O’Neill',
      'علي',
    ])
      expect(oneLine(name), name).to.equal(name.normalize('NFC'));
  });

  it('leaves nothing of a name of which nothing can be seen', () => {
    const blanks = [
      '\u{1D159}',
      '\uFFFC',
      '\u{1D159}\uFFFC',
      '\uFFF9\uFFFB',
      '\u{13441}\u{13442}',
      '\u180E',
      '\uFFF0',
    ];
    for (const name of blanks) expect(oneLine(name), JSON.stringify(name)).to.equal('');
    for (const name of ['', ' ', '\u200B\u2060', '\u3164', '\u2800\u2800', '\u202E', '\u0301', '\u200D'])
      expect(oneLine(name), JSON.stringify(name)).to.equal('');
  });

  it('leaves nothing of all that Unicode calls ignorable, joins or varies, and of symbols that are of no script', () => {
    const nothing =
      /(?!\p{Extended_Pictographic}|\p{Regional_Indicator})(?:[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\p{M}]|(?=\p{Script=Common})\p{So})/u;
    const kept = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) => nothing.test(character) && oneLine(character) !== '',
    );
    // A character that is written as two in NFC.
    expect(kept.filter((character) => character.normalize('NFC') === character)).to.deep.equal([]);
  });

  it('keeps names in every way of writing that has symbols of its own, in the middle of a name any symbol', () => {
    for (const name of ['⠇⠑⠝⠁', '🇩🇪', '❤\uFE0F', '+49 30', '☎', 'Lena ●', '㈱アクメ', '葛\u{E0100}城', '1️⃣'])
      expect(oneLine(name), name).to.equal(name.normalize('NFC'));
  });

  it('refuses such a name from whoever gives it, and names a row that has it', () => {
    expect(v.safeParse(GivenName, '\u3164').success).to.equal(false);
    expect(v.parse(GivenName, ' \u202ETomas ')).to.equal('Tomas');
    expect(v.parse(PersonName, '\u3164')).to.equal('?');
    expect(v.parse(Title, 'Pump\n\u202Eleaks')).to.equal('Pump leaks');
  });

  it('refuses a context that turns text around or hides some of itself, and keeps it otherwise as it is', () => {
    for (const hidden of ['\u202E', '\u2066', '\u200F', '\u200B', '\u{E0041}', '\uFFFC', '\u0001', '\u0085'])
      expect(v.safeParse(Context, `a:b:x${hidden}y`).success, JSON.stringify(hidden)).to.equal(false);
    for (const context of ['zendesk:ticket:1234', 'א:ב:ג', 'a:b:می\u200Cخواهم', 'a:b:e\u0301', 'a:b:c:d/e?f'])
      expect(v.parse(Context, context)).to.equal(context);
  });
});
