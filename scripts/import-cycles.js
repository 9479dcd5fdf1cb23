import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * No file may lead back to itself by its imports, those of types included: two files in a circle are one file in two
 * places, and neither can be understood, moved or loaded alone. (`import-x/no-cycle` does not look at imports of types.)
 */
const noImportCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      cycle:
        'A circle of imports: {{path}}. Give what both need a file of its own, or let one say what it needs.',
    },
  },
  create(context) {
    const start = context.filename;
    const nodes = new Map();
    const note = (node) => {
      const target = node?.value === undefined ? undefined : fileOf(start, String(node.value));
      if (target && !nodes.has(target)) nodes.set(target, node);
    };
    return {
      ImportDeclaration: ({ source }) => note(source),
      ExportNamedDeclaration: ({ source }) => note(source),
      ExportAllDeclaration: ({ source }) => note(source),
      ImportExpression: ({ source }) => note(source),
      TSImportType: ({ source }) => note(source),
      'Program:exit'() {
        const circle = shortestCircle(start, [...nodes.keys()]);
        if (!circle) return;
        const path = circle.map((file) => relative(context.cwd, file)).join(' → ');
        context.report({ node: nodes.get(circle[1]), messageId: 'cycle', data: { path } });
      },
    };
  },
};

/** From `start` by what it imports back to it; undefined where no way leads there. */
function shortestCircle(start, imported) {
  const cameFrom = new Map(imported.map((file) => [file, start]));
  for (const [file] of cameFrom) {
    if (file === start) return wayTo(start, cameFrom);
    for (const next of importsOf(file)) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return undefined;
}

function wayTo(start, cameFrom) {
  const way = [start];
  do way.unshift(cameFrom.get(way[0]));
  while (way[0] !== start);
  return way;
}

/** Read once: a process that goes on, such as an editor's, hears of other files' new imports when it starts anew. */
const known = new Map();

function importsOf(file) {
  if (!known.has(file)) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    known.set(file, [...new Set(importedFiles.flatMap(({ fileName }) => fileOf(file, fileName) ?? []))]);
  }
  return known.get(file);
}

/** Of our own code: what a relative specifier means, whose `.js` is a `.ts` here. */
function fileOf(importer, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(importer), specifier.replace(/\?.*$/, ''));
  return [path.replace(/\.js$/, '.ts'), path].find((file) => /\.[jt]s$/.test(file) && existsSync(file));
}

export const importCycles = {
  files: ['src/**', 'plugins/**'],
  plugins: { nearhand: { rules: { 'no-import-cycle': noImportCycle } } },
  rules: { 'nearhand/no-import-cycle': 'error' },
};
