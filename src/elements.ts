/** Every tag of the kit, defined. */
export { NearhandChat } from './elements/chat/chat.js';
export { NearhandFiles } from './elements/files/files.js';
export { NearhandHistory } from './elements/history/history.js';
export { NearhandHost } from './elements/host/host.js';
export { NearhandInviteDialog } from './elements/invite-dialog/invite-dialog.js';
export { NearhandJoin } from './elements/join/join.js';
export { NearhandLauncher } from './elements/launcher/launcher.js';
export { NearhandNotes } from './elements/notes/notes.js';
export { NearhandQrCode } from './elements/qr-code/qr-code.js';
export { NearhandSessionList } from './elements/session-list/session-list.js';
export { NearhandSessionView } from './elements/session-view/session-view.js';
