/** Everything at once: every tag, defined, and what a page needs to bring its own plugins. */
export * from './elements.js';
export * from './kit.js';
export { local } from '../plugins/local/index.js';
export { memory } from '../plugins/memory/memory.js';
export { peerjs } from '../plugins/peerjs/index.js';
export { rest } from '../plugins/rest/rest.js';
