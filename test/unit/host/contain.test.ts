import { expect } from '@open-wc/testing';
import { contain } from '../../../src/host/contain.js';
import { isNearhandError } from '../../../src/host/errors.js';
import type { BackendPort } from '../../../src/ports/backend-port.js';

const signal = new AbortController().signal;
const never = () => new Promise<never>(() => undefined);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (isNearhandError(error) ? error.code : (error as Error).name),
  );

function backend(part: Partial<BackendPort>): BackendPort {
  const rest = { list: never, changes: never, apply: never, upload: never, url: never, invite: never };
  return {
    capabilities: { collections: [], watch: false, invitations: [], live: false, maxUpload: 0 },
    ...rest,
    revoke: never,
    preview: never,
    enter: never,
    ...part,
  };
}

describe('contain', () => {
  it('passes a good answer on, without what the schema does not know', async () => {
    const page = { changes: [], cursor: 'c1', more: false, extra: 'x' };
    const guarded = contain(backend({ changes: () => Promise.resolve(page) }));
    expect(await guarded.changes(undefined, signal)).to.eql({ changes: [], cursor: 'c1', more: false });
  });

  it('prepares an entrance where the backend can, and asks for nothing where it cannot', () => {
    let prepared = 0;
    contain(backend({ prepareToEnter: () => void prepared++ })).prepareToEnter?.();
    contain(backend({})).prepareToEnter?.();
    expect(prepared).to.equal(1);
  });

  it('codes a malformed answer', async () => {
    const nonsense = { rows: 'none' } as unknown as { rows: [] };
    const guarded = contain(backend({ list: () => Promise.resolve(nonsense) }));
    expect(await codeOf(guarded.list({ collection: 'notes', limit: 1 }, signal))).to.equal(
      'backend/invalid-response',
    );
  });

  it('ends a call that never answers', async () => {
    expect(await codeOf(contain(backend({}), 10).preview('t', signal))).to.equal('backend/timeout');
  });

  it('codes what a plugin throws, also when it throws at once', async () => {
    const guarded = contain(
      backend({
        changes: () => {
          throw new TypeError('x is undefined');
        },
      }),
    );
    expect(await codeOf(guarded.changes(undefined, signal))).to.equal('backend/unavailable');
  });

  it('ends an aborted call at once although the plugin ignores its signal, and calls it no error', async () => {
    const abort = new AbortController();
    const call = contain(backend({})).changes(undefined, abort.signal);
    abort.abort();
    expect(await codeOf(call)).to.equal('AbortError');
  });

  it('does not invent a watch that the backend lacks', () => {
    expect(contain(backend({})).watch).to.equal(undefined);
  });
});
