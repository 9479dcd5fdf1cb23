import { expect } from '@open-wc/testing';
import { Credentials } from '../../../plugins/rest/credentials.js';
import { Http } from '../../../plugins/rest/http.js';
import { watchChanges } from '../../../plugins/rest/watch.js';
import { rest } from '../../../plugins/rest/rest.js';
import type { TokenReason } from '../../../plugins/rest/rest.js';
import { isNearhandError, NearhandError } from '../../../src/host/errors.js';
import type { BackendPort } from '../../../src/ports/backend-port.js';
import { Told } from '../../support/told.js';

type Answer = (request: Request) => Response | Promise<Response>;

const never = new AbortController().signal;
const page = { rows: [] };
const query = { collection: 'sessions', limit: 10 } as const;
const authorization = (request: Request): string | null => request.headers.get('authorization');

function client(answer: Answer, token: (reason: TokenReason) => Promise<string> = async () => 'token') {
  const requests: Request[] = [];
  const stop = new AbortController();
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request);
    return answer(request);
  };
  const plugin = rest({ baseUrl: 'https://backend.test/api', token, fetch });
  const backend = plugin.start({ signal: stop.signal, onDispose: () => undefined }) as BackendPort;
  return { backend, requests, stop };
}

async function failureOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isNearhandError(error)) throw new Error(`not a coded failure: ${String(error)}`);
  return error;
}

const answering = (answer: Answer) => failureOf(client(answer).backend.list(query, never));

describe('rest, when things go wrong', () => {
  it('asks for one new token when twenty calls are refused at once', async () => {
    const reasons: TokenReason[] = [];
    const { backend } = client(
      (request) =>
        authorization(request) === 'Bearer fresh' ? Response.json(page) : new Response(null, { status: 401 }),
      async (reason) => {
        reasons.push(reason);
        return reason === 'first' ? 'stale' : 'fresh';
      },
    );
    await Promise.all(Array.from({ length: 20 }, () => backend.list(query, never)));
    expect(reasons).to.eql(['first', 'refused']);
  });

  it('gives up after one new token', async () => {
    const { backend, requests } = client(() => new Response(null, { status: 401 }));
    expect((await failureOf(backend.list(query, never))).code).to.equal('backend/unauthorized');
    expect(requests.length).to.equal(2);
  });

  it('asks for the token again after its source failed', async () => {
    let calls = 0;
    const { backend } = client(
      () => Response.json(page),
      async () => {
        if (calls++ === 0) throw new Error('the vendor is down');
        return 'token';
      },
    );
    expect((await failureOf(backend.list(query, never))).code).to.equal('backend/unauthorized');
    expect(await backend.list(query, never)).to.eql(page);
  });

  for (const [what, token, said] of [
    ['throws', () => Promise.reject(new Error('signed out')), 'Error: signed out'],
    ['gives nothing', () => Promise.resolve(undefined), 'it gave undefined'],
    ['gives an empty text', () => Promise.resolve(''), 'it gave string'],
    ['gives what its server answered', () => Promise.resolve({ token: 'x' }), 'it gave object'],
  ] as const)
    it(`tells whoever builds the page of a token function that ${what}, and asks the backend nothing`, async () => {
      const told = new Told();
      try {
        const { backend, requests } = client(() => Response.json(page), token as () => Promise<string>);
        expect((await failureOf(backend.list(query, never))).code).to.equal('backend/unauthorized');
        await told.seen(/rest\(\{ token \}\) gave no token .*has to be a function that gives, or promises/);
        expect(told.lines.join()).to.contain(said);
        expect(requests).to.eql([]);
      } finally {
        told.restore();
      }
    });

  it('says nothing of a token function that tells that nobody is signed in', async () => {
    const told = new Told();
    const out = new NearhandError('backend/unauthorized', 'nobody is signed in');
    const { backend } = client(
      () => Response.json(page),
      () => Promise.reject(out),
    );
    expect(await failureOf(backend.list(query, never))).to.equal(out);
    told.restore();
    expect(told.lines).to.eql([]);
  });

  it('puts the token into the header only', async () => {
    const { backend, requests } = client(
      () => Response.json(page),
      async () => 's3cret',
    );
    await backend.list(query, never);
    expect(requests[0] && authorization(requests[0])).to.equal('Bearer s3cret');
    expect(requests[0]?.url).not.to.contain('s3cret');
    expect(requests[0]?.redirect).to.equal('manual');
    expect(requests[0]?.credentials).to.equal('omit');
  });

  it('renews an agent’s grant with the vendor’s token, and says so when the vendor gives none any more', async () => {
    const reasons: TokenReason[] = [];
    const { backend, requests } = client(
      () => Response.json({ code: 'backend/unauthorized', message: '' }, { status: 401 }),
      async (reason) => {
        reasons.push(reason);
        return 'of-the-vendor';
      },
    );
    const renewal = backend.enter({ kind: 'renewal', access: 'earlier', key: {} }, never);
    expect((await failureOf(renewal)).code).to.equal('backend/unauthorized');
    expect(reasons).to.eql(['first', 'refused']);
    expect(requests.map(authorization)).to.eql(['Bearer of-the-vendor', 'Bearer of-the-vendor']);
  });

  it('sends no token with a guest link', async () => {
    const { backend, requests } = client(() =>
      Response.json({ code: 'link/expired', message: '' }, { status: 410 }),
    );
    expect((await failureOf(backend.preview('link', never))).code).to.equal('link/expired');
    expect(requests[0] && authorization(requests[0])).to.equal(null);
  });

  for (const [name, answer] of Object.entries<Answer>({
    'an answer that is no JSON': () => new Response('<html>'),
    'an empty answer': () => new Response(''),
    'an answer of another shape': () => Response.json({ rows: { id: 7 } }),
    'an answer over 5 MB': () => new Response(`{"rows":[],"x":"${'x'.repeat(5 * 1024 * 1024)}"}`),
    'a redirect': () => new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test' } }),
  }))
    it(`calls ${name} an invalid response`, async () => {
      const error = await answering(answer);
      expect([error.code, error.retryable]).to.eql(['backend/invalid-response', false]);
    });

  for (const [status, code, retryable] of [
    [400, 'backend/invalid-request', false],
    [403, 'backend/forbidden', false],
    [404, 'backend/invalid-response', false],
    [409, 'backend/conflict', false],
    [413, 'backend/too-large', false],
    [422, 'backend/invalid-request', false],
    [429, 'backend/rate-limited', true],
    [500, 'backend/unavailable', true],
    [502, 'backend/unavailable', true],
    [503, 'backend/unavailable', true],
    [504, 'backend/timeout', true],
  ] as const)
    it(`takes ${status} for ${code}`, async () => {
      const error = await answering(() => new Response('<html>oops', { status }));
      expect([error.code, error.retryable]).to.eql([code, retryable]);
    });

  it('does not believe a code that it does not know', async () => {
    const error = await answering(() =>
      Response.json({ code: 'evil/code', message: '<b>' }, { status: 409 }),
    );
    expect(error.code).to.equal('backend/conflict');
  });

  it('passes on how long a busy backend wants to be left alone', async () => {
    const error = await answering(() => new Response(null, { status: 429, headers: { 'Retry-After': '7' } }));
    expect([error.retryable, error.retryAfter]).to.eql([true, 7000]);
  });

  it('calls a failed fetch offline, and retryable', async () => {
    const error = await answering(() => Promise.reject(new TypeError('Failed to fetch')));
    expect([error.code, error.retryable]).to.eql(['backend/offline', true]);
  });

  it('calls an answer that breaks off half-way offline', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"rows":')),
      pull: (controller) => controller.error(new TypeError('network error')),
    });
    expect((await answering(() => new Response(broken))).code).to.equal('backend/offline');
  });

  it('ends with the reason of the signal while the answer is on its way', async () => {
    const stop = new AbortController();
    const reason = new DOMException('gone', 'AbortError');
    const { backend } = client(() => {
      queueMicrotask(() => stop.abort(reason));
      return new Promise<Response>(() => undefined);
    });
    const outcome: unknown = await backend.list(query, stop.signal).catch((error: unknown) => error);
    expect(outcome).to.equal(reason);
  });

  it('ends with the reason of the signal while the token is on its way', async () => {
    const stop = new AbortController();
    const { backend } = client(
      () => Response.json(page),
      () => {
        queueMicrotask(() => stop.abort('no longer'));
        return new Promise<string>(() => undefined);
      },
    );
    const outcome: unknown = await backend.list(query, stop.signal).catch((error: unknown) => error);
    expect(outcome).to.equal('no longer');
  });

  it('does not load what is no web address', async () => {
    const { backend } = client(() => Response.json({ url: 'javascript:alert(1)', expiresAt: '' }));
    expect((await failureOf(backend.url('ref', never))).code).to.equal('backend/invalid-response');
  });

  it('connects again when the stream of changes is cut, and says that something may have changed', async () => {
    let connections = 0;
    const { backend, stop } = client(() => {
      connections++;
      const text = 'event: open\ndata: {}\n\n';
      // The first stream ends at once, the second stays.
      return connections === 1
        ? new Response(text)
        : new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode(text)) }));
    });
    // Once for each time that it began to hear.
    let told = 0;
    await new Promise<void>((resolve) => backend.watch?.(() => void (++told === 2 && resolve())));
    expect(connections).to.equal(2);
    stop.abort();
  });

  it('connects again at once when the browser is back online', async () => {
    let connections = 0;
    const { backend, stop } = client(() => {
      connections++;
      if (connections > 1) return new Response(new ReadableStream());
      // After the client has seen the failure and begun to wait.
      setTimeout(() => window.dispatchEvent(new Event('online')));
      return Promise.reject(new TypeError('Failed to fetch'));
    });
    const before = performance.now();
    const unsubscribe = backend.watch?.(() => undefined);
    while (connections < 2) await new Promise(requestAnimationFrame);
    expect(performance.now() - before).to.be.below(250);
    unsubscribe?.();
    stop.abort();
  });

  for (const [what, answer] of [
    ['the stream says so', () => new Response('event: open\ndata: {}\n\nevent: over\ndata: {}\n\n')],
    ['the server refuses', () => Response.json({ code: 'live/refused', message: '' }, { status: 403 })],
  ] as const)
    it(`does not knock again where their part is over before they have entered anew: ${what}`, async () => {
      const stop = new AbortController();
      const credentials = new Credentials(async () => 'token', stop.signal);
      const asked: string[] = [];
      const changed = credentials.changed.bind(credentials);
      credentials.changed = (signal) => {
        asked.push('waits');
        return changed(signal);
      };
      const fetch = async (): Promise<Response> => {
        asked.push('knocks');
        return answer();
      };
      const http = new Http({ baseUrl: 'https://backend.test/', fetch, credentials });
      const watching = watchChanges(http, () => undefined, stop.signal);
      while (asked.length < 2) await new Promise(requestAnimationFrame);
      credentials.forget();
      while (asked.length < 4) await new Promise(requestAnimationFrame);
      expect(asked).to.eql(['knocks', 'waits', 'knocks', 'waits']);
      stop.abort();
      await watching;
    });

  it('says that something may have changed once it hears: what was written before, nobody heard', async () => {
    const { backend } = client(() => new Response('event: open\ndata: {}\n\n'));
    await new Promise<void>((resolve) => {
      const unsubscribe = backend.watch?.(() => (unsubscribe?.(), resolve()));
    });
  });

  it('closes the stream of changes when nobody watches any more', async () => {
    const closed = new Promise<void>((resolve) => {
      const { backend } = client((request) => {
        request.signal.addEventListener('abort', () => resolve());
        queueMicrotask(() => unsubscribe?.());
        return new Promise<Response>(() => undefined);
      });
      const unsubscribe = backend.watch?.(() => undefined);
    });
    await closed;
  });

  describe('where the server speaks another version of the contract', () => {
    const version = (answer: Response, spoken: string): Response => {
      answer.headers.set('Nearhand-Contract', spoken);
      return answer;
    };

    it('says so, and takes nothing of the answer', async () => {
      const told = new Told();
      const { code } = await answering(() => version(Response.json(page), '2'));
      expect(code).to.equal('page/other-version');
      await told.seen(/server speaks version 2 .* this page version 1: update/);
      told.restore();
    });

    it('says so where it refuses', async () => {
      const refusal = { code: 'page/other-version', message: 'spoken is 2' };
      const { code } = await answering(() => version(Response.json(refusal, { status: 406 }), '2'));
      expect(code).to.equal('page/other-version');
    });

    it('takes one that says none for the first', async () => {
      const { backend } = client(() => Response.json(page));
      expect(await backend.list(query, never)).to.eql(page);
    });
  });
});
