import { expect } from '@open-wc/testing';
import { SharedStorage } from '../../../demo/mocked/shared-storage.js';
import { namedIn, type Change } from '../../../src/domain/change.js';

const note = (id: string): Change => ({
  collection: 'notes',
  row: {
    id,
    sessionId: 'session-1',
    author: { id: 'lena', name: 'Lena', role: 'agent' },
    text: id,
    createdAt: '2026-11-22T10:00:00.000Z',
  },
});

describe('a storage that tabs share', () => {
  let name: string;
  let fills: number;
  let opened: SharedStorage[];

  /** Another tab, as far as the storage can tell. */
  const openTab = async (): Promise<SharedStorage> => {
    const tab = await SharedStorage.open({
      name,
      fill: (empty) => {
        fills++;
        return empty.write('acme', (writer) => writer.put(note('sample')));
      },
    });
    opened.push(tab);
    return tab;
  };
  const write = (tab: SharedStorage, id: string): Promise<void> =>
    tab.write('acme', (writer) => writer.put(note(id)));
  const ids = async (tab: SharedStorage): Promise<string[]> =>
    (await tab.read('acme').since(0, Infinity)).map(({ change }) => namedIn(change).id);

  beforeEach(() => {
    name = `test-${crypto.randomUUID()}`;
    [fills, opened] = [0, []];
  });

  afterEach(async () => {
    for (const tab of opened) await tab.close();
    indexedDB.deleteDatabase(name);
  });

  it('is filled once, by whichever tab comes first', async () => {
    const tabs = await Promise.all([openTab(), openTab(), openTab()]);
    expect(fills).to.equal(1);
    for (const tab of tabs) expect(await ids(tab)).to.deep.equal(['sample']);
  });

  it('shows each tab what another has written', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await write(one, 'a');
    expect(await ids(two)).to.deep.equal(['sample', 'a']);
    await write(two, 'b');
    expect(await ids(one)).to.deep.equal(['sample', 'a', 'b']);
  });

  it('loses none of the writes that tabs make at once, and gives each a place of its own', async () => {
    const [one, two] = [await openTab(), await openTab()];
    const wanted = Array.from({ length: 20 }, (_, index) => `n${index}`);
    await Promise.all(wanted.map((id, index) => write(index % 2 ? one : two, id)));
    const rows = await one.read('acme').since(0, Infinity);
    expect(rows.map(({ change }) => namedIn(change).id).sort()).to.deep.equal([...wanted, 'sample'].sort());
    expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, index) => index + 1));
  });

  it('writes all of a piece of work or nothing of it', async () => {
    const [one, two] = [await openTab(), await openTab()];
    const failed = one.write('acme', async (writer) => {
      await writer.put(note('half'));
      throw new Error('not so');
    });
    expect(await failed.catch((error: Error) => error.message)).to.equal('not so');
    expect(await ids(one)).to.deep.equal(['sample']);
    expect(await ids(two)).to.deep.equal(['sample']);
  });

  it('tells a tab which sessions another has changed', async () => {
    const [one, two] = [await openTab(), await openTab()];
    const heard = new Promise((resolve) => two.watch((tenant, sessions) => resolve([tenant, ...sessions])));
    await write(one, 'a');
    expect(await heard).to.deep.equal(['acme', 'session-1']);
  });

  it('outlives its tabs, files too', async () => {
    const first = await openTab();
    const bytes = new Uint8Array([1, 2, 3]);
    await first.putBlob('acme', { id: 'file', sessionId: 'session-1', type: 'image/png', bytes });
    await write(first, 'a');
    await first.close();
    const next = await openTab();
    expect(await ids(next)).to.deep.equal(['sample', 'a']);
    expect((await next.blob('acme', 'file'))?.bytes).to.deep.equal(bytes);
    expect(await next.blob('globex', 'file')).to.equal(undefined);
  });

  it('gives every tab the same setting, made once', async () => {
    const [one, two] = [await openTab(), await openTab()];
    const made = await Promise.all([
      one.setting('key', () => Promise.resolve('of one')),
      two.setting('key', () => Promise.resolve('of two')),
    ]);
    expect(made[0]).to.equal(made[1]);
  });

  it('goes back to the samples in every tab', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await write(one, 'a');
    await write(one, 'b');
    await two.reset();
    expect(await ids(one)).to.deep.equal(['sample']);
    await write(one, 'c');
    expect(await ids(two)).to.deep.equal(['sample', 'c']);
  });
});
