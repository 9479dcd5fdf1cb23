import { expect } from '@open-wc/testing';
import { startWorker, type WorkerPlan } from '../../../src/host/worker.js';
import { stub } from '../../support/store-bench.js';

const READY = 'postMessage({ kind: "ready" }); onmessage = ({ data }) => postMessage(data + 1);';
const scriptOf = (code: string): URL =>
  new URL(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
const LOST = new URL('/no/such/worker.js', location.href);

describe('startWorker', () => {
  let lines: string[];
  let restore: () => void;
  beforeEach(() => {
    lines = [];
    restore = stub(console, 'error', (line: string) => void lines.push(line));
  });
  afterEach(() => restore());

  const plan = (url: URL, text: string): WorkerPlan => ({
    name: 'test-worker',
    address: (Worker) => new Worker(url, { type: 'module' }),
    text: async () => text,
  });
  const works = async (worker: Worker): Promise<unknown> => {
    const answer = new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data as unknown)));
    worker.postMessage(1);
    return answer.finally(() => worker.terminate());
  };

  it('starts the file that the bundler put there', async () => {
    const worker = await startWorker(plan(scriptOf(READY), 'throw new Error("not this one")'));
    expect(await works(worker)).to.equal(2);
    expect(lines).to.eql([]);
  });

  for (const [name, url] of [
    ['is not there', LOST],
    ['breaks', scriptOf('throw new Error("broken")')],
    ['is a page of the server’s', new URL(location.pathname, location.href)],
  ] as const)
    it(`starts from its own code where that file ${name}`, async () => {
      expect(await works(await startWorker(plan(url, READY)))).to.equal(2);
      expect(lines).to.eql([]);
    });

  it('starts from its own code where the bundle knows no address at all', async () => {
    const lost: WorkerPlan = {
      ...plan(LOST, READY),
      address: (Worker) => new Worker(new URL('./x.js', undefined as never), { type: 'module' }),
    };
    expect(await works(await startWorker(lost))).to.equal(2);
  });

  it('tries nothing but the page’s own copy where the page names one', async () => {
    const made: string[] = [];
    const Native = window.Worker;
    const watched = new Proxy(Native, {
      construct: (_, [url, options]: [unknown, WorkerOptions]) => {
        made.push(String(url));
        return new Native(scriptOf(READY), options);
      },
    });
    const undo = stub(window, 'Worker', watched);
    for (const workers of ['/copies', '/copies/'])
      await works(await startWorker(plan(LOST, ''), { workers }));
    undo();
    expect(made).to.eql(Array(2).fill(new URL('/copies/test-worker.js', location.href).href));
  });

  it('says in one line what failed, and the remedy, where no way works', async () => {
    const failure = await startWorker(plan(LOST, 'throw 1')).catch((error: unknown) => error);
    expect(String(failure)).to.contain('test-worker does not start');
    expect(lines.length).to.equal(1);
    expect(lines[0]).to.match(
      /^Nearhand: the test-worker does not start .*no\/such\/worker\.js.*createHost\(\{ workers \}\)/,
    );
  });

  it('stops when it is no longer wanted, and says nothing', async () => {
    const gone = new AbortController();
    const started = startWorker(plan(scriptOf('onmessage = () => 0'), ''), { signal: gone.signal });
    gone.abort();
    expect(await started.catch((error: DOMException) => error.name)).to.equal('AbortError');
    expect(lines).to.eql([]);
  });
});
