import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Writes custom-elements.json from the code, or with `--check` says whether the committed one still is what the code says. */
const check = process.argv.includes('--check');
const outdir = check ? '.cache/manifest' : '.';
execFileSync(
  process.execPath,
  ['node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet', '--outdir', outdir],
  { stdio: 'inherit' },
);
if (check) {
  const [made, committed] = [join(outdir, 'custom-elements.json'), 'custom-elements.json'].map((path) =>
    readFileSync(path, 'utf8'),
  );
  rmSync(outdir, { recursive: true });
  if (made !== committed) {
    console.error('custom-elements.json is not what the code says: run `npm run manifest` and commit it.');
    process.exit(1);
  }
  console.log('custom-elements.json is what the code says.');
}
