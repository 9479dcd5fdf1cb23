/**
 * Imports run one way only:
 *
 *     domain <- ports <- host, store, live <- ui <- elements <- index
 *
 * and a vendor's name stands in one place. Each entry below says what the files of one folder may not import.
 */
const LAYERS = ['domain', 'ports', 'host', 'store', 'live', 'ui', 'elements'];

const MAY_IMPORT = {
  domain: [],
  ports: ['domain'],
  host: ['domain', 'ports'],
  store: ['domain', 'ports', 'host/errors', 'host/tell-developer'],
  live: ['domain', 'ports', 'host/errors', 'host/tell-developer', 'host/worker'],
  ui: ['domain', 'ports', 'host', 'store', 'live'],
  elements: ['domain', 'ports', 'host', 'store', 'live', 'ui'],
};

const VENDORS = [
  { name: 'peerjs', home: 'plugins/peerjs/**' },
  { name: 'pdfjs-dist', home: 'src/elements/media-viewer/**' },
  { name: '@google/model-viewer', home: 'src/elements/media-viewer/**' },
];

const message = (folder) =>
  `src/${folder} may import ${MAY_IMPORT[folder].join(', ') || 'nothing of the others'}: see ARCHITECTURE.md, "Layers".`;

/** What no relative path out of this folder may name. */
function forbidden(folder) {
  const allowed = MAY_IMPORT[folder];
  const whole = LAYERS.filter(
    (layer) => layer !== folder && !allowed.some((path) => path.split('/')[0] === layer),
  );
  const partly = new Map();
  for (const [layer, file] of allowed.filter((path) => path.includes('/')).map((path) => path.split('/')))
    partly.set(layer, [...(partly.get(layer) ?? []), file]);
  return [
    ...whole.map((layer) => ({ regex: `^(\\.\\./)+${layer}/`, message: message(folder) })),
    ...[...partly].map(([layer, files]) => ({
      regex: `^(\\.\\./)+${layer}/(?!(?:${files.join('|')})\\.js$)`,
      message: message(folder),
    })),
    { regex: '(^|/)(demo|test)/', message: 'The product does not know its demo or its tests.' },
    { regex: '^(\\.\\./)+(plugin|domain)\\.js$', message: 'A door for plugins: inside, each file is named.' },
  ];
}

const vendorsAwayFromHome = (home) =>
  VENDORS.filter((vendor) => vendor.home !== home).map(({ name, home: place }) => ({
    regex: `^${name}($|/)`,
    message: `${name} is imported in ${place} only.`,
  }));

const rule = (patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

const layerRules = LAYERS.map((folder) => ({
  files: [`src/${folder}/**`],
  rules: rule([
    ...forbidden(folder),
    ...(folder === 'elements'
      ? []
      : [{ regex: '/plugins/', message: 'Only the host element chooses plugins.' }]),
    ...vendorsAwayFromHome(`src/${folder}/**`),
  ]),
}));

const pluginRules = {
  files: ['plugins/**'],
  rules: rule([
    {
      regex: '/src/(?!(?:plugin|domain)\\.js$)',
      message: "A plugin knows what any vendor's may: src/plugin.js and src/domain.js.",
    },
    ...vendorsAwayFromHome('plugins/**').filter(({ regex }) => !regex.includes('peerjs')),
  ]),
};

const peerjsStaysHome = {
  files: ['plugins/**'],
  ignores: ['plugins/peerjs/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: '^peerjs($|/)', message: 'peerjs is imported in plugins/peerjs only.' }] },
    ],
  },
};

export const importDirection = [...layerRules, pluginRules, peerjsStaysHome];
