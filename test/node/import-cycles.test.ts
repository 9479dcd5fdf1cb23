import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

/** `ui/live-session` knows the workspace, and `elements/join/join` both: what leads from there back to it is a circle. */
const BROKEN = [
  {
    name: 'an import',
    file: 'src/ui/workspace.ts',
    code: "import { LiveSession } from './live-session.js';\nexport const x = LiveSession;",
  },
  {
    name: 'an import of a type alone',
    file: 'src/ui/workspace.ts',
    code: "import type { LiveSession } from './live-session.js';\nexport type X = LiveSession;",
  },
  {
    name: 'a type that is imported where it is used',
    file: 'src/ui/workspace.ts',
    code: "export type X = import('./live-session.js').LiveSession;",
  },
  {
    name: 'what is handed on',
    file: 'src/ui/workspace.ts',
    code: "export { LiveSession } from './live-session.js';",
  },
  {
    name: 'what is loaded later',
    file: 'src/ui/workspace.ts',
    code: "export const x = () => import('./live-session.js');",
  },
  {
    name: 'a way through several files',
    file: 'src/domain/ids.ts',
    code: "import type { Join } from '../elements/join/join.js';\nexport type X = Join;",
  },
  {
    name: 'a file that imports itself',
    file: 'plugins/webrtc/link.ts',
    code: "import type { Link } from './link.js';\nexport type X = Link;",
  },
] as const;

const eslint = new ESLint();

async function circles(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  const found = (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'nearhand/no-import-cycle');
  return found.map(({ message }) => message);
}

for (const { name, file, code } of BROKEN) {
  test(`${name} may not close a circle: ${file}`, async () => {
    assert.equal((await circles(file, code)).length, 1);
  });
}

test('the files of a circle are named in their order', async () => {
  const code = "import type { LiveSession } from './live-session.js';\nexport type X = LiveSession;";
  const [message] = await circles('src/ui/workspace.ts', code);
  assert.match(message ?? '', /src\/ui\/workspace\.ts → src\/ui\/live-session\.ts → src\/ui\/workspace\.ts/);
});

test('what leads nowhere back may be imported', async () => {
  const code = "import type { Workspace } from './workspace.js';\nexport type X = Workspace;";
  assert.deepEqual(await circles('src/ui/live-session.ts', code), []);
});
