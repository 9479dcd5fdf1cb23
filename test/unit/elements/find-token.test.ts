import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { findToken } from '../../../src/elements/join/find-token.js';

const token = `eyJhbGciOiJFUzI1NiJ9.eyJzaWQiOiJzMSIsInRlbmFudCI6ImFjbWUifQ.${'aZ9_-'.repeat(17)}x`;
const link = `https://help.acme.example/join.html#${token}`;
const escaped = encodeURIComponent(link);

describe('findToken', () => {
  const CASES: Readonly<Record<string, string>> = {
    'a link': link,
    'a token alone': token,
    'a link with a full stop': `${link}.`,
    'a link in brackets': `(${link})`,
    'a link in angle brackets': `<${link}>`,
    'a link in quotes, with a comma': `“${link}”, or so`,
    'a link in a sentence': `Lena: please open ${link} and allow the camera.`,
    'a link with what a network adds': `${link}&fbclid=IwAR0abc_def`,
    'a link with a question mark behind it': `${link}?utm_source=mail`,
    'a link in Markdown': `[Join](${link})`,
    'a link in HTML': `<a href="${link}">Join</a>`,
    'a link that is broken over lines': `${link.slice(0, 70)}\r\n${link.slice(70, 140)}\n${link.slice(140)}\n\nSee you`,
    'a link that is broken in a quoted answer': `> ${link.slice(0, 70)}\n> ${link.slice(70)}\n> Thanks`,
    'one that a field of one line took the breaks from': `> ${link.slice(0, 120)}> ${link.slice(120)}`,
    'a mail with another link before it': `See https://acme.example/a#b and ${link}`,
    'a mail with another link behind it': `${link}\nDocs: https://acme.example/a#b`,
    'a mail with another link before a wrapped one': `https://acme.example/a#b\nhttps://w.example/?url=${escaped}&x=1`,
    'a mail with a wrapped one before another': `https://w.example/?url=${escaped}&x=1 https://acme.example/a#b`,
    'a mail of one line, with numbers': `Ticket #4711: ${link} (#2)`,
    'a link with soft line breaks': `${link.slice(0, 75)}=\r\n${link.slice(75)}`,
    'a link with a space in it, as from a PDF': `${link.slice(0, 90)} ${link.slice(90)}`,
    'a link with an invisible space in it': `${link.slice(0, 90)}\u200b${link.slice(90)}`,
    'a token in brackets': `(${token}).`,
    'a link whose bracket was taken for a part of it': `${link}%3E`,
    'Safe Links': `https://eur01.safelinks.protection.outlook.com/?url=${escaped}&data=05%7C02%7Ctomas&sdata=x%3D&reserved=0`,
    'a search engine’s wrapper': `https://www.google.com/url?q=${escaped}&sa=D&source=calendar`,
    'a wrapper in a wrapper': `https://a.example/?url=${encodeURIComponent(`https://b.example/?u=${escaped}&x=1`)}&y=2`,
    'Proofpoint, the second kind': `https://urldefense.proofpoint.com/v2/url?u=${link
      .replaceAll('_', '-5F')
      .replaceAll('-', (dash, at: number, all: string) => (all.startsWith('-5F', at) ? dash : '-2D'))
      .replace(':', '-3A')
      .replaceAll('/', '_')
      .replace('#', '-23')}&d=DwMFAg&c=x`,
    'Proofpoint, the third kind': `https://urldefense.com/v3/__${link.replace('#', '*')}__;Iw!!ABC123!x$`,
  };
  for (const [name, pasted] of Object.entries(CASES))
    it(`finds it in ${name}`, () => {
      expect(findToken(pasted)).to.equal(token);
    });

  it('finds a short token, which has no signature that says where it ends', () => {
    const short = 'Zr3_kQ-9wXy1Ab2Cd4Ef5g';
    for (const around of ['%', '%.', '(%)', '<%>', '%&fbclid=x', '%, please', '“%”', '%\nLena'])
      expect(findToken(around.replace('%', `https://a.example/j#${short}`)), around).to.equal(short);
    expect(findToken(short)).to.equal(short);
    expect(findToken(`https://a.example/#docs and https://a.example/j#${short}`)).to.equal(short);
  });

  it('finds none in an address without one', () => {
    for (const pasted of ['', '   ', 'https://help.acme.example/join.html', `https://a.example/#`, '#', '…'])
      expect(findToken(pasted), pasted).to.equal('');
  });

  it('takes anything, and gives only what a token is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        expect(findToken(before + after)).to.match(/^[\w.~-]*$/);
        expect(findToken(`${before}#${after}`)).to.match(/^[\w.~-]*$/);
      }),
    );
  });
});
