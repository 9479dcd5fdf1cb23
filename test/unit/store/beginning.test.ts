import { expect } from '@open-wc/testing';
import { NearhandError } from '../../../src/host/errors.js';
import type { Beginning } from '../../../src/ports/backend-port.js';
import type { ErrorCode } from '../../../src/domain/error-code.js';
import { aSession, StoreBench, until } from '../../support/store-bench.js';

describe('the first rows', () => {
  let bench: StoreBench;
  let asked: string[];
  beforeEach(() => {
    bench = new StoreBench();
    asked = [];
    const { backend } = bench;
    for (const name of ['list', 'changes'] as const) {
      const plain = backend[name].bind(backend) as (...given: unknown[]) => Promise<never>;
      Object.assign(backend, { [name]: (...given: unknown[]) => (asked.push(name), plain(...given)) });
    }
    bench.backend.write({ collection: 'sessions', row: aSession('s1', { title: 'Pump' }) });
  });
  afterEach(() => bench.end());

  const beginWith = (begin: () => Promise<Beginning>): void =>
    void Object.assign(bench.backend, { begin: () => (asked.push('begin'), begin()) });

  const titles = async (): Promise<readonly string[]> => {
    const store = await bench.open();
    const rows = await until(store.sessions({ status: 'open', limit: 10 }), (now) => (now ?? []).length > 0);
    return (rows ?? []).map(({ row }) => row.title);
  };

  it('come in one answer where the backend can', async () => {
    beginWith(() =>
      Promise.resolve({
        open: { rows: [aSession('s1', { title: 'Pump' })] },
        ended: { rows: [] },
        cursor: '1',
      }),
    );
    expect(await titles()).to.eql(['Pump']);
    expect(asked[0]).to.equal('begin');
    expect(asked).not.to.include('list');
  });

  for (const code of ['backend/not-found', 'backend/invalid-response'] satisfies ErrorCode[])
    it(`are asked for one by one where it says ${code}`, async () => {
      beginWith(() => Promise.reject(new NearhandError(code, 'no such address')));
      expect(await titles()).to.eql(['Pump']);
      expect(asked.slice(0, 4)).to.eql(['begin', 'changes', 'list', 'list']);
    });

  it('leave a row out that does not fit, and show the others', async () => {
    const bad = { ...aSession('s2'), title: 7 } as unknown as ReturnType<typeof aSession>;
    const open = { rows: [bad, aSession('s1', { title: 'Pump' })] };
    beginWith(() => Promise.resolve({ open, ended: { rows: [] }, cursor: '1' }));
    expect(await titles()).to.eql(['Pump']);
  });
});
