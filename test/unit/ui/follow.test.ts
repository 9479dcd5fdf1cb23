import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { Value } from '../../../src/ports/value.js';
import type { LiveQuery } from '../../../src/store/store.js';
import { Follow } from '../../../src/ui/follow.js';
import { FollowQuery } from '../../../src/ui/follow-query.js';

class CountedValue<T> extends Value<T> {
  listeners = 0;
  override subscribe(listener: (value: T) => void) {
    const stop = super.subscribe(listener);
    this.listeners += 1;
    return () => {
      this.listeners -= 1;
      stop();
    };
  }
}

class FakeQuery extends CountedValue<string | undefined> implements LiveQuery<string> {
  readonly error = undefined;
  closed = false;
  close(): void {
    this.closed = true;
  }
}

class Follower extends LitElement {
  source: CountedValue<string> | undefined = new CountedValue('a');
  store: object | undefined = {};
  key = 'k';
  readonly opened: FakeQuery[] = [];
  readonly early: unknown[] = [];
  readonly follow = new Follow(this, () => this.source);
  readonly asked = new FollowQuery<string>(this, {
    source: () => this.store,
    key: () => (this.store ? this.key : undefined),
    open: () => {
      const query = new FakeQuery(`answer ${this.opened.length + 1}`);
      this.opened.push(query);
      return query;
    },
  });
  override willUpdate() {
    this.early.push(this.follow.value);
  }
  override render() {
    return html`${this.follow.value} ${this.asked.value}`;
  }
}
customElements.define('test-follower', Follower);

const mount = () => fixture<Follower>(html`<test-follower></test-follower>`);

describe('Follow', () => {
  it('renders each value', async () => {
    const element = await mount();
    element.source?.set('b');
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.contain('b');
  });

  it('lets the old one go when it is swapped, and has the new value already before the update', async () => {
    const element = await mount();
    const old = element.source as CountedValue<string>;
    element.source = new CountedValue('c');
    element.requestUpdate();
    await element.updateComplete;
    expect([old.listeners, element.source.listeners]).to.eql([0, 1]);
    expect(element.early.at(-1)).to.equal('c');
  });

  it('leaves no listener behind over twenty times in and out', async () => {
    const element = await mount();
    const parent = element.parentElement as HTMLElement;
    for (let time = 0; time < 20; time++) {
      element.remove();
      parent.append(element);
      await element.updateComplete;
    }
    expect(element.source?.listeners).to.equal(1);
    element.remove();
    expect(element.source?.listeners).to.equal(0);
  });
});

describe('FollowQuery', () => {
  it('asks once while nothing changes', async () => {
    const element = await mount();
    element.requestUpdate();
    await element.updateComplete;
    expect(element.opened.length).to.equal(1);
  });

  it('keeps its answer when its host is moved in one turn', async () => {
    const element = await mount();
    const parent = element.parentElement as HTMLElement;
    element.remove();
    parent.append(element);
    await element.updateComplete;
    expect(element.opened.length).to.equal(1);
    expect(element.asked.value).to.equal('answer 1');
  });

  it('asks anew, and closes the old query, when the key or the store is another', async () => {
    const element = await mount();
    element.key = 'other';
    element.requestUpdate();
    await element.updateComplete;
    element.store = {};
    element.requestUpdate();
    await element.updateComplete;
    expect(element.opened.map(({ closed }) => closed)).to.eql([true, true, false]);
    expect(element.asked.value).to.equal('answer 3');
  });

  it('closes when its host is gone for good, and asks anew when it comes back', async () => {
    const element = await mount();
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await Promise.resolve();
    expect([element.opened[0]?.closed, element.opened[0]?.listeners]).to.eql([true, 0]);
    parent.append(element);
    await element.updateComplete;
    expect(element.opened.length).to.equal(2);
  });
});
