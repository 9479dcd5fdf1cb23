import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Door, madeCode } from '../../demo/server/door.js';
import { liesUnderServed } from '../../demo/server/served.js';

const from = (remoteAddress: string, cookie?: string, localAddress = '192.168.1.5'): IncomingMessage =>
  ({ socket: { remoteAddress, localAddress }, headers: cookie ? { cookie } : {} }) as IncomingMessage;

describe('the door of the demo', () => {
  it('is open on its own computer, by whichever address', () => {
    const door = new Door({ code: '123456', secret: 'secret' });
    for (const request of [
      from('127.0.0.1', undefined, '127.0.0.1'),
      from('::1', undefined, '::1'),
      from('::ffff:127.0.0.1'),
      from('192.168.1.5'),
      from('::ffff:192.168.1.5'),
    ])
      assert.ok(door.isOpenTo(request), request.socket.remoteAddress);
  });

  it('is closed to another device until it has said the code, and then open for good', () => {
    const door = new Door({ code: '123456', secret: 'secret' });
    assert.ok(!door.isOpenTo(from('192.168.1.9')));
    for (const code of ['', '12345', '1234567', '654321', 123456, undefined, null, ['123456']])
      assert.equal(door.try(code), 'wrong', String(code));
    const passed = door.try('123456');
    assert.ok(typeof passed === 'object');
    assert.match(passed.cookie, /HttpOnly; SameSite=Strict/);
    const [pair = ''] = passed.cookie.split(';');
    assert.ok(door.isOpenTo(from('192.168.1.9', `other=1; ${pair}`)));
    assert.ok(!door.isOpenTo(from('192.168.1.9', `${pair.slice(0, -1)}7`)));
    assert.ok(!door.isOpenTo(from('192.168.1.9', `x${pair}`)));
  });

  it('lets nobody try all codes, and forgives after ten minutes', () => {
    let now = 0;
    const door = new Door({ code: '123456', secret: 'secret', clock: () => now });
    for (let time = 0; time < 20; time++) assert.equal(door.try('000000'), 'wrong');
    assert.equal(door.try('123456'), 'later');
    now = 601_000;
    assert.ok(typeof door.try('123456') === 'object');
  });

  it('is opened by nothing that can be guessed: neither the code in place of the pass, nor another secret’s pass', () => {
    const door = new Door({ code: '123456', secret: 'secret' });
    const passed = door.try('123456');
    assert.ok(typeof passed === 'object');
    const [, name = '', pass = ''] = /^([^=]+)=([^;]*)/.exec(passed.cookie) ?? [];
    assert.ok(!pass.includes('123456') && Buffer.from(pass, 'base64url').length === 32);
    assert.ok(!door.isOpenTo(from('192.168.1.9', `${name}=123456`)));
    for (const other of [
      { code: '123456', secret: 'another' },
      { code: '654321', secret: 'secret' },
    ])
      assert.ok(!new Door(other).isOpenTo(from('192.168.1.9', `${name}=${pass}`)), JSON.stringify(other));
  });

  it('counts wrong passes as it counts wrong codes, and shuts nobody out who has the right one', () => {
    const door = new Door({ code: '123456', secret: 'secret', clock: () => 0 });
    const passed = door.try('123456');
    assert.ok(typeof passed === 'object');
    const [pair = ''] = passed.cookie.split(';');
    for (let time = 0; time < 20; time++)
      assert.ok(!door.isOpenTo(from('192.168.1.9', `${pair.slice(0, -2)}${String(time).padStart(2, '0')}`)));
    assert.equal(door.try('123456'), 'later');
    assert.ok(door.isOpenTo(from('192.168.1.9', pair)));
    assert.ok(door.isOpenTo(from('127.0.0.1', 'nearhand-demo-pass=0')));
  });

  it('has a code of six digits, another for each computer', () => {
    const codes = new Set(Array.from({ length: 50 }, madeCode));
    for (const code of codes) assert.match(code, /^\d{6}$/);
    assert.ok(codes.size > 40);
  });
});

describe('the data of the demo', () => {
  const root = join(import.meta.dirname, '../..');

  it('never lies in what pages are served from', () => {
    for (const folder of ['demo', 'demo/data', 'src', 'node_modules/x', '.cache/vite'])
      assert.ok(liesUnderServed(join(root, folder)), folder);
    for (const folder of ['.data', 'data', '../elsewhere'])
      assert.ok(!liesUnderServed(join(root, folder)), folder);
  });
});
