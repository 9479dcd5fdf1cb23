import { errorText } from '../ui/text/error-text.js';
import { anchorNotesText } from './anchor-notes/anchor-notes.text.js';
import { chatText } from './chat/chat.text.js';
import { deviceTroubleText } from './device-trouble/device-trouble.text.js';
import { filesText } from './files/files.text.js';
import { historyFilterText } from './history/history-filter.text.js';
import { historyText } from './history/history.text.js';
import { hostText } from './host/host.text.js';
import { inviteDialogText } from './invite-dialog/invite-dialog.text.js';
import { joinText } from './join/join.text.js';
import { launcherText } from './launcher/launcher.text.js';
import { markToolsText } from './mark-tools/mark-tools.text.js';
import { notesText } from './notes/notes.text.js';
import { overlayText } from './overlay/overlay.text.js';
import { peopleText } from './people/people.text.js';
import { sessionListText } from './session-list/session-list.text.js';
import { sessionViewText } from './session-view/session-view.text.js';
import { storeNoticeText } from './store-notice/store-notice.text.js';
import { videoStageText } from './video-stage/video-stage.text.js';

/** Every word of the kit, in English, by the group that says it. A page that brings its own words needs no more than these. */
export const words = {
  'anchor-notes': anchorNotesText,
  chat: chatText,
  'device-trouble': deviceTroubleText,
  error: errorText,
  files: filesText,
  history: historyText,
  'history-filter': historyFilterText,
  host: hostText,
  'invite-dialog': inviteDialogText,
  join: joinText,
  launcher: launcherText,
  'mark-tools': markToolsText,
  notes: notesText,
  overlay: overlayText,
  people: peopleText,
  'session-list': sessionListText,
  'session-view': sessionViewText,
  'store-notice': storeNoticeText,
  'video-stage': videoStageText,
};
export type Words = typeof words;

type Sentence = (...given: never[]) => string;

/** Some of the words, with texts where there are texts and sentences of the same arguments where there are sentences. */
type Some<T> = T extends Sentence ? T : T extends string ? string : { readonly [K in keyof T]?: Some<T[K]> };

/** A page's own words: for each group (an element's name without `nearhand-`, or `error`) the entries that it replaces. */
export type TextOverrides = Some<Words>;
