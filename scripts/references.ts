import { readFileSync, writeFileSync } from 'node:fs';
import { words } from '../src/elements/words.js';
import { ENTRIES } from './entries.js';

/**
 * Writes docs/events.md from custom-elements.json and docs/words.md from the kit's words, or with `--check` says whether
 * what is committed still is what the code says.
 */
interface Declaration {
  readonly kind: string;
  readonly name: string;
  readonly tagName?: string;
  readonly description?: string;
  readonly superclass?: { readonly name: string };
  readonly events?: readonly {
    readonly name: string;
    readonly type?: { readonly text: string };
    readonly description?: string;
  }[];
  readonly members?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly static?: boolean;
    readonly type?: { readonly text: string };
  }[];
}
interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

function eventsReference(): string {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as Manifest;
  const all = manifest.modules.flatMap(({ declarations = [] }) => declarations);
  const isPublic = ({ tagName = '' }: Declaration) => tagName.replace('nearhand-', 'elements/') in ENTRIES;
  const fired = all
    .filter(isPublic)
    .flatMap(({ tagName = '', events = [] }) => events.map((event) => ({ tagName, ...event })));
  const names = [...new Set(fired.map(({ name }) => name))].sort();
  const sections = names.map((name) => {
    const here = fired.filter((event) => event.name === name);
    const type = here[0]?.type?.text ?? 'Event';
    const made = all.find((declaration) => declaration.name === type);
    const fields = (made?.members ?? []).filter(({ kind, static: fixed }) => kind === 'field' && !fixed);
    return [
      `## \`${name}\``,
      `\`${type}\`. ${made?.description?.replace(/\s+/g, ' ') ?? ''}`,
      ...(fields.length > 0
        ? [
            `Fields: ${fields.map((field) => `\`${field.name}: ${field.type?.text ?? 'unknown'}\``).join(', ')}.`,
          ]
        : []),
      [
        '| Fired by | When |',
        '| --- | --- |',
        ...here.map((event) => `| \`${event.tagName}\` | ${cell(event.description ?? '')} |`),
      ].join('\n'),
    ].join('\n\n');
  });
  return [
    '# Events',
    'Made from `custom-elements.json` by `npm run manifest`; the code is the source. Events that ask (`…-request`) can be ' +
      'cancelled: then the page does it itself. All others are facts. All that are fired by tags bubble out of shadow roots, ' +
      'but for the dialogs’ own `…-closed`.',
    ...sections,
  ].join('\n\n');
}

function wordsReference(): string {
  const sections = Object.entries(words).map(([group, entries]) =>
    [`## \`${group}\``, ['| Key | English |', '| --- | --- |', ...linesOf(entries)].join('\n')].join('\n\n'),
  );
  return [
    '# Words',
    'Every word of the kit, made from its `*.text.ts` by `npm run manifest`. A page replaces any of them by `text` of ' +
      '`nearhand-host`; `TextOverrides` is its type. A sentence is a function of what it speaks of, shown here with the ' +
      'names of its arguments.',
    ...sections,
  ].join('\n\n');
}

function linesOf(group: object, path = ''): string[] {
  return Object.entries(group).flatMap(([name, word]: [string, unknown]) => {
    const key = path + name;
    if (typeof word === 'string') return [`| \`${key}\` | ${cell(word)} |`];
    if (typeof word === 'function') return [`| \`${key}\` | \`\` ${cell(word.toString())} \`\` |`];
    if (Array.isArray(word)) return [`| \`${key}\` | ${cell(word.join(' / '))} |`];
    return linesOf(word as object, `${key}.`);
  });
}

const check = process.argv.includes('--check');
let isStale = false;
for (const [file, text] of [
  ['docs/events.md', eventsReference()],
  ['docs/words.md', wordsReference()],
] as const) {
  if (!check) writeFileSync(file, `${text}\n`);
  else if (readFileSync(file, 'utf8') !== `${text}\n`) {
    isStale = true;
    console.error(`${file} is not what the code says: run \`npm run manifest\` and commit it.`);
  }
}
if (isStale) process.exit(1);
if (check) console.log('The references of events and words are what the code says.');
