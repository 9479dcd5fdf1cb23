import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

/** What a vendor gets: run after `npm run build`. */
type Target = string | { types: string; default: string };
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, Target> };

for (const [name, target] of Object.entries(exports)) {
  const files = typeof target === 'string' ? [target] : [target.types, target.default];
  test(`nearhand${name.slice(1)} is there, with its types`, () => {
    for (const file of files) assert.ok(existsSync(file), `${file} is missing`);
  });
  if (typeof target === 'string') continue;
  test(`nearhand${name.slice(1)} can be imported where there is no page`, async () => {
    await import(pathToFileURL(join(process.cwd(), target.default)).href);
  });
}

test('every public element has its own export, and the manifest knows its tag', () => {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: { declarations?: { tagName?: string }[] }[];
  };
  const tags = new Set(
    modules.flatMap(({ declarations }) => declarations ?? []).map(({ tagName }) => tagName),
  );
  const elements = Object.keys(exports).flatMap((name) => /^\.\/elements\/(.+)$/.exec(name)?.[1] ?? []);
  assert.ok(elements.length >= 10);
  for (const element of elements)
    assert.ok(tags.has(`nearhand-${element}`), `nearhand-${element} is not in the manifest`);
});

test('its workers are files that any bundler finds, and that a strict CSP allows', () => {
  const folder = join('dist', 'lib', 'chunks');
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const workers = [...code.matchAll(/new Worker\(new URL\("([^"]+)", import\.meta\.url\)/g)].map(
    ([, path]) => path ?? '',
  );
  // One more starts whatever address was found.
  assert.equal(workers.length + 1, [...code.matchAll(/new Worker\(/g)].length);
  assert.ok(workers.length >= 2);
  for (const worker of workers) {
    assert.ok(existsSync(join(folder, worker)), `${worker} is missing`);
    const script = readFileSync(join(folder, worker), 'utf8');
    assert.doesNotMatch(script, /^(?:import|export)\b/m, `${worker} has to work wherever a page puts it`);
  }
});
