import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { asMarkdown, type Table } from '../tables.js';
import type { CallOptions } from './options.js';

const FILE = 'docs/tracking-call.md';

const INTRODUCTION = `# How well marks stick through a call

Made by \`npm run bench:call -- --write\`; \`--help\` tells what else it can do. How well the tracker itself follows is in
[tracking.md](tracking.md). Two Chromiums on one machine are in a real call. The participant's camera is a generated video,
640x360, whose frames carry their number in a strip of black and white that survives compression; an agent draws rectangles
on the delayed picture. With each picture of the screen it is read which frame stands there and where the mark is painted:
the **error** is the mean distance of its four corners from where they truly are on that very frame.

- **placed, 333 ms old**: the picture stood still for 333 ms while the stroke was made, in addition to what the network and
  the video's own way take. The first three pictures after it, on both screens.
- **followed**: all later pictures, for 1.2 s.
- **until drawn**: from the lifted hand (participant), or from the end of the still picture (agent), to the first picture
  with the mark on it; median and 95th percentile.
- **lost later**: pictures without the mark after it was once found, among them those that point to where it went.
- **delay** is one way, through a relay that also loses packets; each call is one connection.
- **agent behind participant**: when the agent's screen shows a frame, after the participant's own.
`;

/** Keeps the figures in the repository. */
export async function writeCallDocument(options: CallOptions, tables: readonly Table[]): Promise<void> {
  const text = [INTRODUCTION, extent(options), '## Figures\n', ...tables.map(asMarkdown)].join('\n');
  const config = await resolveConfig(FILE);
  await writeFile(FILE, await format(text, { ...config, parser: 'markdown' }));
}

/** What this run was made of. */
function extent({ classes, seed, strokes, rate }: CallOptions): string {
  return `These figures: ${classes.join(', ')} with seed ${seed}, ${strokes} strokes of each age for each, a camera of ${rate}
pictures a second, software codecs and a software renderer on two processors, whose load is beside the figures. A table of
one run compares with no other.
`;
}
