import { expect } from '@open-wc/testing';
import type { Session } from '../../src/domain/session.js';
import { FakeBackend } from './fake-backend.js';
import { aSession, lena } from './store-bench.js';
import { named, read, seen, textIn, type } from './user.js';

export interface SearchedList {
  readonly status: Session['status'];
  /** The name of the search field. */
  readonly field: string;
  readonly noMatch: string;
  mount(backend: FakeBackend): Promise<HTMLElement>;
  /** Ids of the sessions that it shows. */
  shown(list: Element): (string | undefined)[];
}

const instant = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

/** What a list of sessions does with words: My Session and History alike. */
export function searchesFurther({ status, field, noMatch, mount, shown }: SearchedList): void {
  describe('its search', () => {
    let backend: FakeBackend;
    beforeEach(() => (backend = new FakeBackend(lena)));

    /** One old session, and so many newer ones that it is not among the first. */
    const put = (count = 60): void => {
      const row = (i: number, title: string) => aSession(`s${i}`, { title, status, createdAt: instant(i) });
      backend.write({ collection: 'sessions', row: row(0, 'Boiler') });
      for (let i = 1; i <= count; i++) backend.write({ collection: 'sessions', row: row(i, 'Pump') });
    };

    const fifty = (list: Element) => seen(() => shown(list).length === 50);

    it('finds a session that is not loaded, and never says before that nothing matches', async () => {
      put();
      const list = await mount(backend);
      await fifty(list);
      let go = (): void => undefined;
      backend.fail('list', { kind: 'slow', until: new Promise((resolve) => (go = resolve)) });
      await type(list, field, 'boil');
      await read(list, 'Looking further back…');
      expect(textIn(list)).not.to.contain(noMatch);
      go();
      await seen(() => shown(list).join() === 's0');
      expect(textIn(list)).not.to.contain('Looking further back…');
    });

    it('shows what is kept here at once', async () => {
      put(3);
      const list = await mount(backend);
      await seen(() => shown(list).length === 4);
      backend.fail('list', { kind: 'slow', until: new Promise(() => undefined) });
      await type(list, field, 'boil');
      await seen(() => shown(list).join() === 's0');
      await read(list, 'Looking further back…');
    });

    it('says that nothing matches once the backend has answered so', async () => {
      put();
      const list = await mount(backend);
      await fifty(list);
      await type(list, field, 'fan');
      await read(list, noMatch);
    });

    it('says that only what is kept here was searched where the backend does not answer, and looks again when it does', async () => {
      put();
      const list = await mount(backend);
      await fifty(list);
      backend.offline = true;
      await type(list, field, 'boil');
      await read(list, 'Older sessions could not be searched.');
      expect(textIn(list)).not.to.contain(noMatch);
      backend.offline = false;
      await type(list, field, 'boiler');
      await seen(() => shown(list).join() === 's0');
    });

    it('asks for the last words that were typed, not for each on the way', async () => {
      put();
      const list = await mount(backend);
      await fifty(list);
      const before = backend.calls.filter((call) => call === 'list').length;
      for (const text of ['b', 'bo', 'boi', 'boil']) await type(list, field, text);
      await seen(() => shown(list).join() === 's0');
      expect(backend.calls.filter((call) => call === 'list').length).to.equal(before + 1);
    });

    it('offers older ones while there are more that match', async () => {
      put(120);
      const list = await mount(backend);
      await fifty(list);
      await type(list, field, 'pump');
      const more = () => named<HTMLButtonElement>(list, 'Show older ones').find(({ disabled }) => !disabled);
      (await seen(more)).click();
      await seen(() => shown(list).length === 100);
    });
  });
}
