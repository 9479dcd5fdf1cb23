/** Public names (as in `package.json` exports, without `./`) to the files that they come from. */
const ELEMENTS = [
  'chat',
  'files',
  'history',
  'host',
  'invite-dialog',
  'join',
  'launcher',
  'notes',
  'qr-code',
  'session-list',
  'session-view',
];

export const ENTRIES = {
  index: 'src/index.ts',
  elements: 'src/elements.ts',
  kit: 'src/kit.ts',
  plugin: 'src/plugin.ts',
  domain: 'src/domain.ts',
  ...Object.fromEntries(ELEMENTS.map((name) => [`elements/${name}`, `src/elements/${name}/${name}.ts`])),
  'plugins/rest': 'plugins/rest/rest.ts',
  'plugins/memory': 'plugins/memory/memory.ts',
  'plugins/peerjs': 'plugins/peerjs/index.ts',
  'plugins/local': 'plugins/local/index.ts',
  'plugins/rest/server': 'plugins/rest/server/server.ts',
  'plugins/rest/server-node': 'plugins/rest/server/node.ts',
};
