import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { MemoryStorage, mintAgentToken, mintDirectoryToken } from '../../plugins/rest/server/node.js';
import { COLLECTIONS } from '../../src/domain/collections.js';
import { create, mutation, newKey, say, tokenIn } from '../contracts/backend-bench.js';
import { SECRET } from '../support/rest-bench.js';
import { running } from './running.js';
import type { Running } from './running.js';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { $ref?: string; content?: Record<string, { schema?: unknown }> }>
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Operation['responses'][string]>> };
}

const document = parse(readFileSync('plugins/rest/openapi.yaml', 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, 'openapi');

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method,
    operation,
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  })),
);

/** The JSON pointer of what this operation may answer with this status. */
function schemaAt(operation: (typeof operations)[number], status: number): string | undefined {
  const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
  const own = operation.operation.responses[String(status)];
  assert.ok(own, `${operation.operation.operationId} must not answer ${status}`);
  const [answer, at] = own.$ref
    ? [document.components.responses[own.$ref.split('/').at(-1) ?? ''], own.$ref.slice(2)]
    : [own, `paths/${escape(operation.path)}/${operation.method}/responses/${status}`];
  return answer?.content?.['application/json'] && `openapi#/${at}/content/application~1json/schema`;
}

describe('openapi.yaml', () => {
  const exercised = new Set<string>();
  let server: Running;
  let token = '';

  before(async () => {
    server = await running({
      storage: new MemoryStorage(),
      organisation: 'Acme',
      turn: { urls: ['turn:turn.example:3478'], secret: 'secret', ttl: 60 },
    });
    token = await mintAgentToken({ secret: SECRET, tenant: 'acme', id: 'lena', name: 'Lena' });
  });
  after(() => server.close());

  /** Calls the server and holds the answer against the document. */
  async function call(method: string, path: string, json?: unknown, bearer: string | null = token) {
    const headers = new Headers(bearer === null ? {} : { Authorization: `Bearer ${bearer}` });
    const bytes = json instanceof Uint8Array;
    const body = json === undefined ? {} : { body: bytes ? new Blob([json.slice()]) : JSON.stringify(json) };
    const response = await fetch(`${server.url}${path}`, { method, headers, ...body });
    const bare = path.split('?')[0] ?? '';
    const operation = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(bare));
    assert.ok(operation, `${method} ${path} is not in openapi.yaml`);
    const pointer = schemaAt(operation, response.status);
    const isBytes = operation.operation.operationId === 'media' && response.ok;
    assert.match(
      response.headers.get('cache-control') ?? '',
      isBytes ? /^private, max-age=/ : /^no-store$/,
      path,
    );
    if (response.ok) exercised.add(operation.operation.operationId);
    if (!pointer) return { response, answer: undefined };
    const answer: unknown = await response.json();
    const validate = ajv.getSchema(pointer);
    assert.ok(validate, `no schema at ${pointer}`);
    assert.ok(
      validate(answer),
      `${method} ${path}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(answer)}`,
    );
    return { response, answer: answer as Record<string, never> };
  }

  it('describes every answer of a whole session', async () => {
    await call('GET', '/health', undefined, null);
    await call('POST', '/mutations', create());
    await call('POST', '/mutations', create('demo:ticket:1', 's2'));
    await call('POST', '/mutations', say('hello'));
    const draft = { sessionId: 's1', channel: 'link', role: 'participant' };
    const minted = (await call('POST', '/invitations', draft)).answer;
    const link = tokenIn(String(minted?.['link']));
    const key = await newKey();
    await call('POST', '/guest/preview', { token: link }, null);
    const guest = { kind: 'guest', token: link, name: 'Tomas', consent: true, key };
    const grant = (await call('POST', '/enter', guest, null)).answer as unknown as Record<string, string>;
    await call('POST', '/enter', { kind: 'agent', sessionId: 's1', key });
    await call('POST', '/enter', { kind: 'renewal', access: grant['access'], key }, null);
    await call('GET', '/live/peers', undefined, grant['token']);
    const self = grant['self'] as unknown as { id: string };
    await call('POST', '/mutations', mutation('session.admit', { personId: self.id }));
    await call('GET', '/beginning?limit=50');
    await call('GET', '/changes');
    await call('GET', '/changes?cursor=c0');
    const vendor = await mintDirectoryToken({ secret: SECRET, tenant: 'acme' });
    const person = { name: 'Maria', role: 'agent', team: 'Pumps', phone: '+4915112345678' };
    await call('PUT', '/people/maria', person, vendor);
    await call('DELETE', '/people/maria', undefined, vendor);
    for (const collection of COLLECTIONS) await call('GET', `/rows/${collection}?limit=2`);
    const events = await call('GET', '/events');
    await events.response.body?.cancel();
    const pdf = new TextEncoder().encode('%PDF-1.7');
    await call('PUT', '/uploads/u1?sessionId=s1', pdf);
    const { answer } = await call('POST', '/media-urls', { ref: 'u1' });
    await call('GET', `/${String(answer?.['url'])}`, undefined, null);
    const invitation = minted?.['invitation'] as unknown as { id: string };
    await call('DELETE', `/invitations/${invitation.id}`);
  });

  it('describes every refusal', async () => {
    for (const [method, path, json, bearer, status] of [
      ['GET', '/rows/sessions?limit=10', undefined, null, 401],
      ['GET', '/rows/sessions?limit=10', undefined, 'nonsense', 401],
      ['GET', '/rows/secrets?limit=10', undefined, token, 400],
      ['GET', '/rows/sessions?limit=1000', undefined, token, 400],
      ['GET', '/rows/sessions?limit=10&cursor=1%27%3B--', undefined, token, 400],
      ['GET', '/changes?cursor=nonsense', undefined, token, 400],
      ['POST', '/mutations', { type: 'drop.tables' }, token, 400],
      ['POST', '/mutations', { text: 'x'.repeat(2_000_000) }, token, 413],
      ['PUT', '/uploads/u9?sessionId=s1', new TextEncoder().encode('<svg onload=alert(1)>'), token, 400],
      ['PUT', '/uploads/u9?sessionId=none', new TextEncoder().encode('%PDF-1.7'), token, 404],
      ['PUT', '/uploads/u9?sessionId=s1', new Uint8Array(25 * 1024 * 1024 + 1), token, 413],
      ['POST', '/media-urls', { ref: 'none' }, token, 404],
      ['GET', '/media/nonsense', undefined, null, 403],
      ['DELETE', '/invitations/none', undefined, token, 404],
      ['PUT', '/people/maria', { name: 'Maria' }, token, 401],
      ['DELETE', '/people/maria', undefined, token, 401],
      ['POST', '/guest/preview', { token: 'nonsense' }, null, 403],
      ['POST', '/enter', { kind: 'guest' }, null, 400],
      ['POST', '/enter', { kind: 'agent', sessionId: 's1', key: { kty: 'EC' } }, token, 400],
      ['GET', '/live/peers', undefined, token, 401],
    ] as const) {
      const { response } = await call(method, path, json, bearer);
      assert.equal(response.status, status, `${method} ${path}`);
    }
  });

  it('says when to come back after too many calls', async () => {
    const burst = Array.from({ length: 80 }, () => call('POST', '/guest/preview', { token: 'x' }, null));
    const limited = (await Promise.all(burst)).filter(({ response }) => response.status === 429);
    assert.ok(limited.length > 0);
    assert.ok(Number(limited[0]?.response.headers.get('retry-after')) > 0);
  });

  it('has no operation that was not called here', () => {
    assert.deepEqual(
      operations.map(({ operation }) => operation.operationId).filter((id) => !exercised.has(id)),
      [],
    );
  });
});
