import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { MediaItem } from '../../../src/domain/media/schema.js';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/files/files.js';
import '../../../src/elements/history/history.js';
import '../../../src/elements/history/session-record.js';
import '../../../src/elements/invite-dialog/invite-dialog.js';
import '../../../src/elements/launcher/launcher.js';
import '../../../src/elements/mark-tools/mark-tools.js';
import '../../../src/elements/notes/notes.js';
import '../../../src/elements/overlay/overlay.js';
import '../../../src/elements/people/people.js';
import '../../../src/elements/qr-code/qr-code.js';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/store-notice/store-notice.js';
import '../../../src/elements/video-stage/video-stage.js';
import { Desk, HOSTILE } from '../../support/desk.js';
import { aMessage, aSession, at, lena, tomas } from '../../support/store-bench.js';
import { cutOff } from '../../support/layout.js';
import { click, read, textIn } from '../../support/user.js';

const PEOPLE = [
  { ...tomas, presence: 'admitted' as const, since: at },
  {
    id: 'x',
    name: HOSTILE.slice(0, 200),
    role: 'observer' as const,
    presence: 'waiting' as const,
    since: at,
  },
];

const picture: MediaItem = {
  id: 'm1',
  sessionId: 's1',
  kind: 'snapshot',
  name: 'Snapshot 10:00.jpg',
  type: 'image/jpeg',
  size: 3,
  author: lena,
  createdAt: at,
};

/** A state of an element, and what shows that it is there. */
interface Scene {
  readonly name: string;
  readonly content: TemplateResult;
  readonly shows: string;
  readonly then?: (element: HTMLElement) => Promise<unknown>;
}

const SCENES: readonly Scene[] = [
  { name: 'session-list', content: html`<nearhand-session-list></nearhand-session-list>`, shows: 'Pump' },
  {
    name: 'session-list with its menu',
    content: html`<nearhand-session-list></nearhand-session-list>`,
    shows: 'Pump',
    then: (list) => click(list, 'More for Pump'),
  },
  {
    name: 'launcher',
    content: html`<nearhand-launcher context="demo:ticket:s1"></nearhand-launcher>`,
    shows: 'Resume',
  },
  { name: 'history', content: html`<nearhand-history></nearhand-history>`, shows: 'Ended one' },
  {
    name: 'history with a session',
    content: html`<nearhand-history session="e1"></nearhand-history>`,
    shows: 'Nothing written yet',
  },
  {
    name: 'session-record, its log',
    content: html`<nearhand-session-record session="s1"></nearhand-session-record>`,
    shows: 'Hello',
    then: (record) => click(record, 'Log'),
  },
  {
    name: 'session-record, unknown',
    content: html`<nearhand-session-record session="nobody"></nearhand-session-record>`,
    shows: 'no such session',
  },
  { name: 'chat', content: html`<nearhand-chat session="s1"></nearhand-chat>`, shows: 'Hello' },
  {
    name: 'chat, empty',
    content: html`<nearhand-chat session="e1"></nearhand-chat>`,
    shows: 'Nothing written',
  },
  { name: 'notes', content: html`<nearhand-notes session="s1"></nearhand-notes>`, shows: 'Remember' },
  {
    name: 'files, empty',
    content: html`<nearhand-files session="e1"></nearhand-files>`,
    shows: 'No pictures yet',
  },
  {
    name: 'files',
    content: html`<nearhand-files session="s1"></nearhand-files>`,
    shows: 'Snapshot 10:00.jpg',
  },
  {
    name: 'invite-dialog',
    content: html`<nearhand-invite-dialog open session="s1"></nearhand-invite-dialog>`,
    shows: 'Copy link',
  },
  {
    name: 'invite-dialog with its QR code',
    content: html`<nearhand-invite-dialog open session="s1"></nearhand-invite-dialog>`,
    shows: 'Copy link',
    then: async (dialog) => {
      await click(dialog, 'QR code');
      await read(dialog, 'Scan this');
    },
  },
  {
    name: 'invite-dialog that failed',
    content: html`<nearhand-invite-dialog open session="e1"></nearhand-invite-dialog>`,
    shows: 'This session has ended',
  },
  { name: 'mark-tools', content: html`<nearhand-mark-tools></nearhand-mark-tools>`, shows: '' },
  { name: 'people, nobody', content: html`<nearhand-people></nearhand-people>`, shows: 'Nobody else' },
  {
    name: 'qr-code',
    content: html`<nearhand-qr-code value="https://x.test/#a"></nearhand-qr-code>`,
    shows: '',
  },
  {
    name: 'video-stage',
    content: html`<nearhand-video-stage label="Video"></nearhand-video-stage>`,
    shows: '',
  },
  {
    name: 'overlay',
    content: html`<nearhand-overlay label="History"><p>Inside</p></nearhand-overlay>`,
    shows: 'Inside',
  },
];

describe('Everybody can use', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk().put(
      { collection: 'sessions', row: aSession('s1', { title: 'Pump', people: PEOPLE, startedAt: at }) },
      { collection: 'sessions', row: aSession('s2', { title: HOSTILE }) },
      {
        collection: 'sessions',
        row: aSession('e1', {
          title: 'Ended one',
          status: 'ended',
          endedAt: at,
          endReason: 'agentEnded',
          people: PEOPLE,
        }),
      },
      { collection: 'messages', row: aMessage('m1', 's1', { text: 'Hello' }) },
      { collection: 'messages', row: aMessage('m2', 's1', { text: HOSTILE, author: tomas }) },
      { collection: 'notes', row: aMessage('n1', 's1', { text: 'Remember' }) },
      { collection: 'media', row: picture },
      { collection: 'events', row: { id: 'l1', sessionId: 's1', at, kind: 'created', person: lena } },
    );
  });
  afterEach(async () => {
    document.documentElement.removeAttribute('style');
    await desk.end();
  });

  for (const { name, content, shows, then } of SCENES) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${name}, in the ${scheme}`, async () => {
        document.documentElement.style.cssText = `color-scheme:${scheme};background:${scheme === 'dark' ? '#16191c' : '#fff'}`;
        const element = await desk.mount(content);
        const workspace = await desk.workspace(element);
        await (await workspace.open()).loadSession('s1');
        await read(element, shows);
        await then?.(element);
        await expect(element).to.be.accessible();
      });
    }
  }

  for (const { name, content, shows } of SCENES.filter((scene) => !scene.then && scene.name !== 'overlay')) {
    it(`${name}, 320 px wide, either way of writing`, async () => {
      const element = await desk.mount(content);
      const workspace = await desk.workspace(element);
      await (await workspace.open()).loadSession('s1');
      await read(element, shows);
      element.style.cssText = 'display:block;inline-size:320px;block-size:480px;container-type:inline-size';
      for (const dir of ['ltr', 'rtl'] as const) {
        element.dir = dir;
        expect(cutOff(element), dir).to.eql([]);
      }
      expect(textIn(element)).to.contain(shows);
    });
  }
});
