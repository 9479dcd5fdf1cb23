import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { MemoryStorage, mintAgentToken } from '../../plugins/rest/server/node.js';
import { chromiumFlags, findChromium } from '../../scripts/chromium.js';
import { create, entered, invited, mutation, never, newKey } from '../contracts/backend-bench.js';
import { restBench, SECRET } from '../support/rest-bench.js';
import { BASE, running } from './running.js';
import type { Running } from './running.js';

/** The plugins as one classic script that sets `plugin`. */
async function bundle(): Promise<string> {
  const lib = { entry: 'test/server/plugins-in-page.ts', formats: ['iife' as const], name: 'plugin' };
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib },
  });
  const [output] = [built].flat();
  assert.ok(output && 'output' in output);
  return output.output[0].code;
}

describe('a real browser and the server', () => {
  let server: Running;
  let browser: Browser;
  let page: Page;

  before(async () => {
    server = await running({ storage: new MemoryStorage() });
    const executablePath = findChromium();
    browser = await chromium.launch({ args: chromiumFlags(), ...(executablePath ? { executablePath } : {}) });
    page = await browser.newPage();
    await page.goto(`${server.url}/health`);
    await page.addScriptTag({ content: await bundle() });
    await page.addScriptTag({ content: readFileSync('node_modules/peerjs/dist/peerjs.min.js', 'utf8') });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  it('upload with progress, abort and watch across origins', async () => {
    const token = await mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });
    // The page is on 127.0.0.1; localhost is another origin.
    const baseUrl = server.url.replace('127.0.0.1', 'localhost');
    const seen: unknown = await page.evaluate(`(async () => {
      const signal = new AbortController().signal;
      const token = async () => ${JSON.stringify(token)};
      const backend = await plugin.rest({ baseUrl: ${JSON.stringify(baseUrl)}, token }).start({ signal, onDispose() {} });
      const apply = (type, rest) =>
        backend.apply({ type, id: crypto.randomUUID(), sessionId: 's1', at: new Date().toISOString(), ...rest }, signal);
      await apply('session.create', { context: 'demo:ticket:1', title: 'T' });
      const bytes = new Uint8Array(2_000_000);
      bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      let progress;
      const onProgress = (share) => (progress = share);
      const ref = await backend.upload(new Blob([bytes]), { id: 'u1', sessionId: 's1', signal, onProgress });
      const size = (await (await fetch(await backend.url(ref, signal))).blob()).size;
      const stop = new AbortController();
      const reason = new DOMException('no longer', 'AbortError');
      const aborting = { id: 'u2', sessionId: 's1', signal: stop.signal, onProgress: () => stop.abort(reason) };
      const aborted = await backend.upload(new Blob([bytes]), aborting).catch((error) => error === reason);
      const refused = await backend
        .upload(new Blob(['<svg>']), { id: 'u3', sessionId: 's1', signal })
        .catch((error) => error.code);
      await new Promise((resolve) => {
        const stopWatching = backend.watch(() => {
          clearInterval(again);
          stopWatching();
          resolve();
        });
        const again = setInterval(() => apply('session.rename', { title: 'U' }), 50);
      });
      return { size, progress, aborted, refused };
    })()`);
    assert.deepEqual(seen, {
      size: 2_000_000,
      progress: 1,
      aborted: true,
      refused: 'backend/invalid-request',
    });
  });

  it('keep who waits from the other guests, and bring them together once they are let in', async () => {
    const token = await mintAgentToken({ secret: SECRET, tenant: 'three', id: 'lena', name: 'Lena' });
    const seen: unknown = await page.evaluate(`(async () => {
      const signal = new AbortController().signal;
      const scope = { signal, onDispose() {} };
      const baseUrl = ${JSON.stringify(server.url)};
      const live = plugin.peerjs().start(scope);
      const start = (options) => plugin.rest({ baseUrl, ...options }).start(scope);
      const lena = start({ token: async () => ${JSON.stringify(token)} });
      const apply = (type, rest) =>
        lena.apply({ type, id: crypto.randomUUID(), sessionId: 's3', at: new Date().toISOString(), ...rest }, signal);
      await apply('session.create', { context: 'demo:ticket:3', title: 'T' });
      const { link } = await lena.invite({ sessionId: 's3', channel: 'link', role: 'participant' }, signal);
      const join = async (backend, way) => {
        const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
        const jwk = await crypto.subtle.exportKey('jwk', key.publicKey);
        const grant = await backend.enter({ ...way, key: jwk }, signal);
        const renew = () => backend.enter({ kind: 'renewal', access: grant.access, key: jwk }, signal);
        return { grant, room: await live.join(grant, { signal, key, renew }) };
      };
      const guest = (name) => ({ kind: 'guest', token: link.split('#')[1], name, consent: true });
      const names = ({ room }) =>
        room.peers.value.filter(({ link }) => link === 'connected').map(({ person }) => person.name).sort().join();
      const until = (one, wanted) =>
        new Promise((resolve) => {
          const look = () => names(one) === wanted && resolve();
          one.room.peers.subscribe(look);
          look();
        });
      const agent = await join(lena, { kind: 'agent', sessionId: 's3' });
      const eva = await join(start({}), guest('Eva'));
      await apply('session.admit', { personId: eva.grant.self.id });
      const tomas = await join(start({}), guest('Tomas'));
      await Promise.all([until(agent, 'Eva,Tomas'), until(eva, 'Lena'), until(tomas, 'Lena')]);
      await apply('session.admit', { personId: tomas.grant.self.id });
      await Promise.all([until(eva, 'Lena,Tomas'), until(tomas, 'Eva,Lena')]);
      await Promise.all([agent, eva, tomas].map(({ room }) => room.leave()));
      return 'together';
    })()`);
    assert.equal(seen, 'together');
  });

  it('let PeerJS itself through with a grant, and cut it off when the session ends', async () => {
    const bench = restBench({ baseUrl: server.url, clock: server.clock, advance: server.advance });
    const lena = await bench.agent('lena');
    await lena.apply(create(), never);
    const agent = await lena.enter({ kind: 'agent', sessionId: 's1', key: await newKey() }, never);
    const guest = await entered(await bench.guest(), await invited(lena));
    const seats = JSON.stringify([agent.signalling, guest.signalling]);
    const seen: unknown = await page.evaluate(`(async ([one, two]) => {
      const path = '${BASE}/live';
      const port = Number(location.port);
      const connect = ({ id, ticket }) =>
        new Promise((resolve, reject) => {
          const options = { host: location.hostname, port, path, key: 'peerjs', secure: false, token: ticket };
          const peer = new Peer(id, { ...options, config: { iceServers: [] } });
          peer.on('open', () => resolve(peer));
          peer.on('error', (error) => reject(error.type));
        });
      const [a, b] = [await connect(one), await connect(two)];
      const heard = new Promise((resolve) => b.on('connection', (link) => link.on('data', resolve)));
      const link = a.connect(two.id);
      link.on('open', () => link.send('hello'));
      window.cutOff = Promise.all([a, b].map((peer) => new Promise((resolve) => peer.on('disconnected', resolve))));
      return [await heard, await connect({ id: 'stranger', ticket: 'none' }).catch((type) => type)];
    })(${seats})`);
    assert.deepEqual(seen, ['hello', 'server-error']);
    await lena.apply(mutation('session.end', { reason: 'agentEnded' }), never);
    await page.evaluate('window.cutOff.then(() => undefined)');
  });
});
