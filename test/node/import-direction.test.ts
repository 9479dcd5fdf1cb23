import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

/** The rule is tried with files that break it: what the lint does not catch here, nobody would. */
const BROKEN = [
  {
    file: 'src/domain/session.ts',
    code: "import type { LivePort } from '../ports/live-port.js';\nexport type X = LivePort;",
  },
  {
    file: 'src/ports/value.ts',
    code: "import { createHost } from '../host/host.js';\nexport const x = createHost;",
  },
  {
    file: 'src/store/tabs.ts',
    code: "import { definePlugin } from '../host/plugin.js';\nexport const x = definePlugin;",
  },
  {
    file: 'src/store/tabs.ts',
    code: "import { openRoom } from '../live/room/room.js';\nexport const x = openRoom;",
  },
  {
    file: 'src/live/room/room.ts',
    code: "import { openStore } from '../../store/open-store.js';\nexport const x = openStore;",
  },
  { file: 'src/ui/follow.ts', code: "import '../elements/chat/chat.js';" },
  { file: 'src/live/room/room.ts', code: "import { Peer } from 'peerjs';\nexport const x = Peer;" },
  {
    file: 'plugins/memory/memory.ts',
    code: "import { openStore } from '../../src/store/open-store.js';\nexport const x = openStore;",
  },
  {
    file: 'plugins/memory/memory.ts',
    code: "import type { Row } from '../../src/domain/records.js';\nexport type X = Row;",
  },
  {
    file: 'plugins/rest/server/routes.ts',
    code: "import { isAbort } from '../../../src/host/errors.js';\nexport const x = isAbort;",
  },
  {
    file: 'src/ui/follow.ts',
    code: "import type { Readable } from '../plugin.js';\nexport type X = Readable<string>;",
  },
  { file: 'plugins/local/index.ts', code: "import { Peer } from 'peerjs';\nexport const x = Peer;" },
  {
    file: 'src/elements/chat/chat.ts',
    code: "import { signIn } from '../../../demo/sign-in.js';\nexport const x = signIn;",
  },
] as const;

const FINE = [
  {
    file: 'src/store/tabs.ts',
    code: "import { isAbort } from '../host/errors.js';\nexport const x = isAbort;",
  },
  {
    file: 'plugins/memory/memory.ts',
    code: "import { reduce } from '../../src/domain.js';\nexport const x = reduce;",
  },
  {
    file: 'plugins/rest/server/routes.ts',
    code: "import { isAbort } from '../../../src/plugin.js';\nexport const x = isAbort;",
  },
  {
    file: 'src/elements/chat/chat.ts',
    code: "import { newId } from '../../domain/ids.js';\nexport const x = newId;",
  },
] as const;

const eslint = new ESLint();

async function directionFaults(file: string, code: string): Promise<number> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId?.endsWith('no-restricted-imports')).length;
}

for (const { file, code } of BROKEN) {
  test(`${file} may not: ${code.split('\n')[0]}`, async () => {
    assert.ok((await directionFaults(file, code)) > 0);
  });
}

for (const { file, code } of FINE) {
  test(`${file} may: ${code.split('\n')[0]}`, async () => {
    assert.equal(await directionFaults(file, code), 0);
  });
}
