import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { isOurHost, isServed, liesUnderServed } from '../../demo/server/served.js';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, '.data');

describe('what the demo serves', () => {
  const served = (target: string, data = DATA): boolean => isServed(target, data);

  it('is its pages and their modules', () => {
    for (const target of [
      '/',
      '/ticket.html?x=1',
      '/page.ts',
      '/mocked/ticket.html',
      '/@vite/client',
      '/@id/__x00__vite-browser-external',
      '/@id/__x00__@oxc-project+runtime@0.156.0/helpers/esm/decorate.js',
      `/@fs${ROOT}/src/index.ts`,
      '/index.html',
      '/offline-worker.js',
      '/mocked/mockServiceWorker.js',
      '/samples/pump.jpg',
      '/@vite/env',
      `/@fs${ROOT}/node_modules/lit/index.js`,
      `/@fs${realpathSync(join(ROOT, 'node_modules'))}/vite/dist/client/env.mjs`,
    ])
      assert.ok(served(target), target);
  });

  it('is nothing else, however it is written', () => {
    for (const target of [
      '/%2e%2e/.data/agent-secret',
      '/../.data/agent-secret',
      '/%252e%252e/.data/agent-secret',
      '/..%2f.data/agent-secret',
      '/..%5c.data/agent-secret',
      '/.data/agent-secret',
      `/@fs${DATA}/agent-secret`,
      `/@fs${ROOT}/src/%2e%2e/.data/agent-secret`,
      `/@fs/${ROOT}/.data/agent-secret`,
      `/@fs${ROOT}/package.json`,
      '/@fs/etc/passwd',
      '/@id//etc/passwd',
      `/@id${DATA}/agent-secret`,
      '/@id/../.data/agent-secret',
      '/%',
      '/a%00b',
      '//.data',
    ])
      assert.ok(!served(target), target);
    assert.ok(!served('/data/agent-secret', join(ROOT, 'demo/data')));
  });

  it('is nothing that does something: no endpoint of Vite or of a plugin, and no file that is not there', () => {
    for (const target of [
      '/__open-in-editor?file=/etc/passwd',
      '/__open-in-editor/page.ts',
      '/__open-in-editor.ts?file=/etc/passwd',
      '/__OPEN-IN-EDITOR',
      '/%5f_open-in-editor',
      'http://localhost:4600/__open-in-editor',
      '/__inspect/',
      '/__devtools/',
      '/@vite/lazy?id=x',
      '/@vite/anything',
      '/@id/lit',
      '/@id/node:child_process',
      '/@id/__x00__commonjs-proxy:x',
      '/mocked',
      '/mocked/',
      '/page',
      '/none.ts',
      '/ticket.html?import&%zz',
      `/@fs${ROOT}/src`,
      `/@fs${ROOT}/src/none.ts`,
      'x',
      '*',
      '',
    ])
      assert.ok(!served(target), target);
  });

  it('is no file that a link leads to elsewhere, and no data that a link leads to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nearhand-served-'));
    const link = join(ROOT, 'demo/public', basename(folder));
    await writeFile(join(folder, 'agent-secret'), 'secret');
    await symlink(folder, link);
    try {
      assert.ok(!served(`/${basename(folder)}/agent-secret`));
      assert.ok(!served(`/@fs${link}/agent-secret`));
      await symlink(join(ROOT, 'demo/samples'), join(folder, 'data'));
      assert.ok(!served('/samples/pump.jpg', join(folder, 'data')));
      assert.ok(liesUnderServed(join(folder, 'data/new')));
    } finally {
      await rm(link);
      await rm(folder, { recursive: true });
    }
  });

  it('is for whoever names this computer', () => {
    assert.ok(isOurHost('localhost:4600', []));
    assert.ok(isOurHost('192.168.1.5:4601', ['192.168.1.5']));
    for (const host of [undefined, 'evil.example', 'localhost.evil.example:4600'])
      assert.ok(!isOurHost(host, ['192.168.1.5']), host);
  });
});
