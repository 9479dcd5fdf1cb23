import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isOurHost, isServed } from '../../demo/server/served.js';

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
      `/@fs${ROOT}/.cache/vite/deps/lit.js?v=1`,
      `/@fs${ROOT}/node_modules/lit/index.js`,
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

  it('is for whoever names this computer', () => {
    assert.ok(isOurHost('localhost:4600', []));
    assert.ok(isOurHost('192.168.1.5:4601', ['192.168.1.5']));
    for (const host of [undefined, 'evil.example', 'localhost.evil.example:4600'])
      assert.ok(!isOurHost(host, ['192.168.1.5']), host);
  });
});
