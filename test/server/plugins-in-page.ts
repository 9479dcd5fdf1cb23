/** What a page of `real-browser.test.ts` uses. */
export { peerjs } from '../../plugins/peerjs/index.js';
export { rest } from '../../plugins/rest/rest.js';
