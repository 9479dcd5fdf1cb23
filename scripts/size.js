import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { workerText } from './worker-text.js';

/**
 * Bytes of what a page loads until its first row, compressed (gzip), whenever it is fetched. The budgets are promises to
 * the vendors' pages; `never` names what no static import may reach.
 */
const SCENARIOS = [
  {
    name: 'launcher with host and REST adapter',
    budget: 25,
    source: ['src/elements/host/host', 'src/elements/launcher/launcher'],
  },
  {
    name: 'session list with host, REST adapter and the local copy',
    budget: 60,
    source: ['src/elements/host/host', 'src/elements/session-list/session-list', 'plugins/rest/watch'],
  },
  {
    name: 'History with host, REST adapter and the local copy',
    budget: 60,
    source: ['src/elements/host/host', 'src/elements/history/history', 'plugins/rest/watch'],
  },
  { name: 'session view, when first opened', source: ['src/elements/session-view/session-view'] },
  {
    name: 'tracking, in its worker',
    budget: 30,
    source: ['src/live/tracking/worker/tracking-worker'],
  },
  { name: 'guest page', source: ['src/elements/host/host', 'src/elements/join/join'] },
];
const NEVER = ['peerjs', 'pdfjs-dist', '@google/model-viewer'];

const ENTRY = 'virtual:scenario';

async function measure({ source }) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      modulePreload: false,
      rolldownOptions: { input: ENTRY },
    },
    plugins: [
      workerText(),
      {
        name: 'scenario',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? source.map((path) => `export * from '/${path}.ts';`).join('\n') : null),
      },
    ],
  });
  const chunks = new Map(
    output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  );
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
  const first = closure(entry, chunks);
  const bytes = first.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  const modules = first.flatMap(({ moduleIds }) => moduleIds);
  return {
    bytes,
    heavy: NEVER.filter((name) => modules.some((id) => id.includes(`/node_modules/${name}/`))),
  };
}

function closure(entry, chunks, seen = new Set()) {
  if (seen.has(entry.fileName)) return [];
  seen.add(entry.fileName);
  return [
    entry,
    ...entry.imports.flatMap((name) => (chunks.has(name) ? closure(chunks.get(name), chunks, seen) : [])),
  ];
}

let failed = false;
for (const scenario of SCENARIOS) {
  const { bytes, heavy } = await measure(scenario);
  const size = bytes / 1024;
  const over = scenario.budget !== undefined && size > scenario.budget;
  failed ||= over || heavy.length > 0;
  const budget = scenario.budget === undefined ? '' : ` of ${scenario.budget}`;
  const notes = [over ? 'OVER BUDGET' : '', heavy.length > 0 ? `REACHES ${heavy.join(', ')}` : '']
    .join(' ')
    .trim();
  console.log(
    `${size.toFixed(2).padStart(6)}${budget.padEnd(6)} KB  ${scenario.name}${notes ? `  ${notes}` : ''}`,
  );
}
process.exit(failed ? 1 : 0);
