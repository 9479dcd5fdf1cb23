import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { CLASSES } from './generator/classes.js';
import type { Outcome } from './run.js';
import type { Table } from './tables.js';
import { asMarkdown } from './tables.js';

const FILE = 'docs/tracking.md';
const RETURNS = 'docs/tracking-returns.md';

const INTRODUCTION = `# How well marks stick

Made by \`npm run bench:tracking -- --speed --write\`; \`--help\` tells what else it can do. What of it arrives through a
call is in [tracking-call.md](tracking-call.md), how a thing is found again at another scale and turn in
[tracking-returns.md](tracking-returns.md). Every sequence is generated: a textured scene, a pinhole camera in an
unsteady hand, rolling shutter, motion blur, sensor noise. So the truth is exact, and the same seed gives the same frames
everywhere. All trackers get the same frames in the same run. One mark of 47 pixels' radius, or less where the class says so,
is made on the first frame.

- **error**: mean distance of the mark's middle and four points of its rim from where they truly are, in pixels at 640 wide,
  while a place is claimed and the mark's middle is in the picture.
- **≤ 5 px**, **lost**: of the frames on which the mark can be seen.
- **wrong**: of all claims, those more than 10 pixels off. Out of the picture a tenth of the distance is allowed in addition.
- **back after**: frames from the mark's return into the picture, after at least half a second, until it is in its place.
- **ms** in the first tables are Node's, with the machine's other work in them: compare within the run only.
- Every fourth seed is **held out**: nobody tunes by it.
`;

const RETURNS_INTRODUCTION = `# How soon a thing is found that comes back otherwise

Made by \`npm run bench:tracking -- --sweep --write\`. A mark is followed for ten frames, then the lens is covered for half a
second, then the camera stands still, nearer or farther and turned. Each cell: frames until the mark is in its place (within
10 pixels), of all seeds the slowest; **-** where one was never found in 90 frames, **!** where one was claimed elsewhere.
`;

/** Keeps the tables of the returns in the repository. */
export async function writeReturns(seeds: readonly number[], tables: readonly Table[]): Promise<void> {
  const extent = `These figures: seeds ${seeds.join(', ')}.\n`;
  await write(RETURNS, [RETURNS_INTRODUCTION, extent, ...tables.map(asMarkdown)].join('\n'));
}

/** Keeps the figures in the repository. */
export async function writeDocument(outcomes: readonly Outcome[], tables: readonly Table[]): Promise<void> {
  const text = [INTRODUCTION, extent(outcomes), '## Figures\n', ...tables.map(asMarkdown), classList()].join(
    '\n',
  );
  await write(FILE, text);
}

async function write(file: string, text: string): Promise<void> {
  const config = await resolveConfig(file);
  await writeFile(file, await format(text, { ...config, parser: 'markdown' }));
}

/** What this run was made of: a short one says less than a long one. */
function extent(outcomes: readonly Outcome[]): string {
  const seeds = [...new Set(outcomes.map(({ seed }) => seed))].sort((a, b) => a - b);
  const longest = Math.max(...outcomes.map(({ tracks }) => (tracks[0]?.length ?? 0) + 1));
  return `These figures: seeds ${seeds.join(', ')}, ${longest} frames each (a cycle has 240).\n`;
}

function classList(): string {
  const rows = Object.entries(CLASSES).map(([name, { about }]) => [name, about]);
  return `## Classes\n\n${asMarkdown({ title: 'What each puts a tracker through', head: ['class', 'what happens'], rows })}`;
}
