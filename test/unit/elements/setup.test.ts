import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { memory } from '../../../plugins/memory/memory.js';
import { rest } from '../../../plugins/rest/rest.js';
import '../../../src/elements/chat/chat.js';
import '../../../src/elements/files/files.js';
import '../../../src/elements/history/history.js';
import '../../../src/elements/host/host.js';
import type { NearhandHost } from '../../../src/elements/host/host.js';
import '../../../src/elements/invite-dialog/invite-dialog.js';
import '../../../src/elements/join/join.js';
import '../../../src/elements/launcher/launcher.js';
import '../../../src/elements/notes/notes.js';
import '../../../src/elements/qr-code/qr-code.js';
import '../../../src/elements/session-list/session-list.js';
import '../../../src/elements/session-view/session-view.js';
import { asNearhandError } from '../../../src/host/errors.js';
import { createHost } from '../../../src/host/host.js';
import type { Host, HostOptions } from '../../../src/host/host.js';
import { errorText } from '../../../src/ui/text/error-text.js';
import { Desk } from '../../support/desk.js';
import { FakeBackend } from '../../support/fake-backend.js';
import { aSession, lena, stub } from '../../support/store-bench.js';
import { Told } from '../../support/told.js';
import { inside, named, read, seen, textIn } from '../../support/user.js';

const MISUSED = errorText['page/misused'];

describe('a page that is set up wrongly', () => {
  let desk: Desk;
  let told: Told;
  /** Disposed of when all is told: of one that is gone nobody is told. */
  let hosts: Host[];
  beforeEach(() => {
    desk = new Desk();
    told = new Told();
    hosts = [];
  });
  afterEach(async () => {
    told.restore();
    await desk.end();
    await Promise.all(hosts.map((host) => host.dispose()));
  });

  describe('with a tag outside of any host', () => {
    const TAGS: readonly (readonly [string, TemplateResult])[] = [
      ['launcher', html`<nearhand-launcher context="demo:ticket:1"></nearhand-launcher>`],
      ['session-list', html`<nearhand-session-list></nearhand-session-list>`],
      ['history', html`<nearhand-history></nearhand-history>`],
      ['session-view', html`<nearhand-session-view session="s1"></nearhand-session-view>`],
      ['invite-dialog', html`<nearhand-invite-dialog open session="s1"></nearhand-invite-dialog>`],
      ['chat', html`<nearhand-chat session="s1"></nearhand-chat>`],
      ['notes', html`<nearhand-notes session="s1"></nearhand-notes>`],
      ['files', html`<nearhand-files session="s1"></nearhand-files>`],
      ['join', html`<nearhand-join></nearhand-join>`],
    ];
    for (const [name, tag] of TAGS) {
      it(`says so for nearhand-${name}, to the user and to whoever builds the page`, async () => {
        const element = await fixture<HTMLElement>(tag);
        await read(element, MISUSED);
        await told.seen(new RegExp(`<nearhand-${name}> stands outside of any <nearhand-host>`));
      });
    }

    it('goes on as soon as a host is put around it', async () => {
      const list = await fixture<HTMLElement>(html`<nearhand-session-list></nearhand-session-list>`);
      await read(list, MISUSED);
      const page = await fixture<NearhandHost>(html`<nearhand-host .host=${desk.host({})}></nearhand-host>`);
      page.append(list);
      await read(list, 'No session is open');
      expect(textIn(list)).not.to.contain(MISUSED);
    });
  });

  describe('with a host that is none', () => {
    const refused = async (host: unknown): Promise<NearhandHost> => {
      const page = await fixture<NearhandHost>(html`<nearhand-host .host=${host as Host}></nearhand-host>`);
      await read(page, MISUSED);
      return page;
    };

    it('names createHost for whatever else it is given', async () => {
      for (const other of [{}, 'host', Promise.resolve(), { plugins: [] }]) await refused(other);
      await told.seen(/is none: give it what createHost/);
    });

    it('names the ways around reactive state for a host behind a proxy', async () => {
      await refused(new Proxy(desk.host({}), {}));
      await told.seen(/shallowRef or markRaw/);
    });

    it('asks Vue to leave a host alone', () => {
      expect(Reflect.get(desk.host({}), '__v_skip')).to.equal(true);
    });

    it('says that a host was disposed before', async () => {
      const host = desk.host({});
      await host.dispose();
      await refused(host);
      await told.seen(/was disposed before/);
    });

    it('works with the next one', async () => {
      const page = await refused({});
      page.host = desk.host({});
      await seen(() => page.workspace);
      expect(inside(page, '[part="problem"]')).to.eql([]);
    });
  });

  describe('with options of createHost that cannot work', () => {
    const given = async (options?: unknown, words = MISUSED): Promise<NearhandHost> => {
      const host = createHost(options as HostOptions);
      hosts.push(host);
      const element = await desk.mount(html`<nearhand-session-list></nearhand-session-list>`, { host });
      const page = desk.page(element);
      await read(page, words);
      return page;
    };
    const whole = () => ({ tenant: desk.tenant, user: lena, plugins: [memory({ actor: lena })] });

    it('says so without any', async () => {
      await given();
      await told.seen(
        /works for nobody \(tenant: undefined, .*: createHost\(\{ plugins, tenant, user \}\) takes a/,
      );
    });

    it('names the roles for another one', async () => {
      await given({ ...whole(), user: { ...lena, role: 'admin' } });
      await told.seen(/works for nobody .*role: admin.*as role agent, participant or observer/);
    });

    it('says what an id is made of, also where it stands in the attribute', async () => {
      const page = await fixture(
        html`<nearhand-host backend="/x" token-src="/t" live="none" user="lena@acme.example">
          <nearhand-session-list></nearhand-session-list>
        </nearhand-host>`,
      );
      await read(page, MISUSED);
      await told.seen(/user: \{ id: lena@acme\.example, .*an id of letters, digits and _ \. : -/);
    });

    it('says that a plugin was not called, however many there are', async () => {
      await given({ ...whole(), plugins: [rest, memory] }, errorText['plugin/failed']);
      await told.seen(/was given the function rest as a plugin: call it, such as rest\(\{ … \}\)/);
    });

    it('says what else is no plugin', async () => {
      await given({ ...whole(), plugins: [Promise.resolve()] }, errorText['plugin/failed']);
      await told.seen(/was given a promise as a plugin: give it what a factory returns/);
    });

    for (const plugins of [[], undefined])
      it(`says that nothing brings a backend in plugins: ${plugins ? '[]' : 'undefined'}`, async () => {
        await given({ ...whole(), plugins });
        if (plugins)
          await told.seen(/no plugin that brings a backend.*add one to its `plugins`, such as rest/);
      });

    it('says why a plugin did not start', async () => {
      const start = () => {
        throw new Error('no key');
      };
      const host = desk.host({ plugins: [{ id: 'broken', port: 'backend', start }] });
      await desk.mount(html`<nearhand-session-list></nearhand-session-list>`, { host });
      await told.seen(/the plugin broken failed to start \(Error: no key\)/);
    });
  });

  it('names a word that there is none of, what was meant, and what is of another kind', async () => {
    const text = {
      launcher: { strat: 'x', live: 'nobody', start: 'Get help' },
      'session-lsit': {},
      error: { 'backend/ofline': 'x' },
    } as object;
    await desk.mount(html`<nearhand-launcher context="demo:ticket:1"></nearhand-launcher>`, { text });
    await told.seen(/text\.launcher\.strat is none of the words: did you mean start\?/);
    await told.seen(/text\.session-lsit is none of the words: did you mean session-list\?/);
    await told.seen(/text\.error\.backend\/ofline is none of the words: did you mean backend\/offline\?/);
    await told.seen(/text\.launcher\.live has to be a function that gives a text/);
    expect(told.lines.filter((line) => line.includes('launcher.start '))).to.eql([]);
  });

  it('names the live plugins for another one', async () => {
    const restoreFetch = stub(globalThis, 'fetch', () => Promise.reject(new TypeError('failed to fetch')));
    await fixture(
      html`<nearhand-host
        backend="/x"
        token-src="/token"
        tenant=${desk.tenant}
        user="lena"
        .live=${'peer' as 'none'}
      ></nearhand-host>`,
    );
    await told.seen(/does not know live="peer".*peerjs, local, none/);
    restoreFetch();
  });

  describe('with attributes of nearhand-host that cannot work', () => {
    let restore: () => void;
    let answer: () => Response;
    beforeEach(() => {
      answer = () => new Response(null, { status: 401 });
      restore = stub(globalThis, 'fetch', () => Promise.resolve(answer()));
    });
    afterEach(() => restore());

    interface Given {
      readonly backend?: string;
      readonly tokenSrc?: string;
    }
    const hosted = ({ backend = '', tokenSrc = '' }: Given) =>
      fixture<NearhandHost>(
        html`<nearhand-host
          backend=${backend}
          token-src=${tokenSrc}
          tenant=${desk.tenant}
          user="lena"
          live="none"
          ><nearhand-session-list></nearhand-session-list
        ></nearhand-host>`,
      );
    const problems = (page: NearhandHost) => inside(page, '[part="problem"]');

    it('tells only the developer where a host may still come by its property', async () => {
      const page = await fixture<NearhandHost>(html`<nearhand-host></nearhand-host>`);
      await told.seen(/neither `backend` nor `host`.*give it backend=/);
      await page.updateComplete;
      expect(problems(page)).to.eql([]);
    });

    it('says so without a backend, and takes it back when one comes; not where it came a little later', async () => {
      const late = await fixture<NearhandHost>(
        html`<nearhand-host user="lena"><nearhand-session-list></nearhand-session-list></nearhand-host>`,
      );
      late.host = desk.host({});
      const page = await hosted({ tokenSrc: '/token' });
      await read(page, MISUSED);
      expect(problems(late)).to.eql([]);
      page.host = desk.host({});
      await read(page, 'No session is open');
      expect(problems(page)).to.eql([]);
    });

    for (const backend of ['http://[', 'localhost:3000/nearhand'])
      it(`says that "${backend}" can be no base URL`, async () => {
        const page = await hosted({ backend, tokenSrc: '/token' });
        await read(page, MISUSED);
        await told.seen(/can be no backend's base URL: give one with/);
        expect(told.lines.join()).to.contain(`"${backend}"`);
      });

    it('says that nothing gives an agent’s token', async () => {
      const page = await hosted({ backend: '/nearhand' });
      await read(page, MISUSED);
      await told.seen(
        /names an agent, but says nowhere what gives their token: set nearhand-host's `token-src`/,
      );
    });

    it('says that there is no token source where the page says that it is', async () => {
      answer = () => new Response(null, { status: 404 });
      const page = await hosted({ backend: '/nearhand', tokenSrc: '/nowhere' });
      await read(page, MISUSED);
      await told.seen(/token-src="\/nowhere" answered 404 without a token/);
    });
  });

  for (const [tag, content] of [
    ['launcher', html`<nearhand-launcher context="1234"></nearhand-launcher>`],
    ['session-list', html`<nearhand-session-list context="zendesk:1234"></nearhand-session-list>`],
    ['history', html`<nearhand-history context="zendesk ticket 1234"></nearhand-history>`],
    ['launcher', html`<nearhand-launcher context="a:b:a‮b"></nearhand-launcher>`],
  ] as const) {
    it(`says what a context is made of where nearhand-${tag} has another`, async () => {
      const element = await desk.mount(content, { backend: new FakeBackend(lena) });
      await read(element, MISUSED);
      await told.seen(new RegExp(`<nearhand-${tag} context=.*reads system:type:id`));
      for (const button of inside<HTMLButtonElement>(element, 'button[part="button"]'))
        expect(button.disabled).to.equal(true);
    });
  }

  for (const [tag, content] of [
    ['launcher', html`<nearhand-launcher></nearhand-launcher>`],
    ['session-view', html`<nearhand-session-view></nearhand-session-view>`],
    ['invite-dialog', html`<nearhand-invite-dialog open></nearhand-invite-dialog>`],
    ['chat', html`<nearhand-chat></nearhand-chat>`],
    ['notes', html`<nearhand-notes></nearhand-notes>`],
    ['files', html`<nearhand-files></nearhand-files>`],
  ] as const) {
    const name = tag === 'launcher' ? 'context' : 'session';

    it(`says that nearhand-${tag} was given no ${name}, and takes it back when one comes`, async () => {
      desk.put({ collection: 'sessions', row: aSession('s1') });
      const element = await desk.mount(content, { backend: new FakeBackend(lena) });
      expect(textIn(element), 'not at once').not.to.contain(MISUSED);
      await read(element, MISUSED);
      await told.seen(new RegExp(`<nearhand-${tag}> has no \`${name}\`: it `));
      element.setAttribute(name, name === 'context' ? 'demo:ticket:1' : 's1');
      await seen(() => !textIn(element).includes(MISUSED));
    });
  }

  describe('by plain HTTP on a network’s address', () => {
    let secure: () => void;
    beforeEach(() => (secure = stub(globalThis, 'isSecureContext', false)));
    afterEach(() => secure());

    it('says so instead of a call, offers no try that cannot help, and asks for no device', async () => {
      desk.put({ collection: 'sessions', row: aSession('s1') });
      const view = await desk.mount(html`<nearhand-session-view session="s1"></nearhand-session-view>`);
      await read(view, errorText['page/insecure']);
      await told.seen(/calls need HTTPS: this page came from/);
      expect(named(view, 'Try again')).to.eql([]);
      expect(desk.live.rooms).to.eql([]);
    });

    it('says so to a guest before anything else', async () => {
      const guest = { id: 'guest', name: 'Guest', role: 'participant' } as const;
      history.replaceState(null, '', '#a-link');
      const join = await desk.mount(html`<nearhand-join></nearhand-join>`, { user: guest });
      await read(join, errorText['page/insecure']);
      expect(inside(join, 'button, input')).to.eql([]);
    });
  });

  const NO_SESSIONS: readonly (readonly [string, TemplateResult])[] = [
    ['session-view', html`<nearhand-session-view session="a b/c"></nearhand-session-view>`],
    ['invite-dialog', html`<nearhand-invite-dialog open session="a b/c"></nearhand-invite-dialog>`],
    ['chat', html`<nearhand-chat session="a b/c"></nearhand-chat>`],
    ['notes', html`<nearhand-notes session="a b/c"></nearhand-notes>`],
    ['files', html`<nearhand-files session="a b/c"></nearhand-files>`],
  ];
  for (const [name, tag] of NO_SESSIONS)
    it(`says so where the session of nearhand-${name} can be none`, async () => {
      const element = await desk.mount(tag);
      await read(element, MISUSED);
      await told.seen(new RegExp(`<nearhand-${name} session="a b/c">: that can be no session's id`));
    });

  it('says that words are no words', async () => {
    const text = 'de' as never;
    await desk.mount(html`<nearhand-session-list></nearhand-session-list>`, { text });
    await told.seen(/nearhand-host's text has to be an object of words/);
  });

  it('says that a text is too long for a code', async () => {
    const code = await fixture<HTMLElement>(
      html`<nearhand-qr-code .value=${'x'.repeat(5000)}></nearhand-qr-code>`,
    );
    expect(inside(code, 'svg')).to.eql([]);
    await told.seen(/<nearhand-qr-code> shows nothing: its value has 5000 characters/);
  });

  describe('with a module that cannot be loaded', () => {
    it('says that a part of the page is missing, whichever browser or bundler says it', async () => {
      const real: unknown = await import(`${location.origin}/nowhere-${Date.now()}.js`).catch(
        (error: unknown) => error,
      );
      for (const error of [
        real,
        new TypeError('error loading dynamically imported module: https://a.example/x.js'),
        new TypeError('Importing a module script failed.'),
        new TypeError("'text/html' is not a valid JavaScript MIME type."),
        new Error('Unable to preload CSS for /x.css'),
        Object.assign(new Error('Loading chunk 7 failed.'), { name: 'ChunkLoadError' }),
        new SyntaxError("The requested module './a.js' does not provide an export named 'b'"),
      ])
        expect(asNearhandError(error, 'live/failed', 'x').code, String(error)).to.equal('page/incomplete');
      await told.seen(/serve every file of the build/);
    });

    it('leaves any other failure what it is', () => {
      for (const error of [new TypeError('Failed to fetch'), new Error('x'), undefined])
        expect(asNearhandError(error, 'live/failed', 'x').code).to.equal('live/failed');
    });
  });

  it('makes nothing of a page that is set up rightly', async () => {
    const host = createHost({ tenant: desk.tenant, user: lena, plugins: [memory({ actor: lena })] });
    await desk.mount(html`<nearhand-session-list></nearhand-session-list>`, {
      host,
      text: { host: { history: 'Verlauf' } },
    });
    await host.dispose();
    expect(told.lines).to.eql([]);
  });
});
