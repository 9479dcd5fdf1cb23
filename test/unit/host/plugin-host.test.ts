import { expect } from '@open-wc/testing';
import { definePlugin } from '../../../src/host/plugin.js';
import type { PluginScope } from '../../../src/host/plugin.js';
import { PluginHost } from '../../../src/host/plugin-host.js';
import type { TicketPort } from '../../../src/ports/ticket-port.js';
import type { MessagingPort } from '../../../src/ports/messaging-port.js';

const ticketPort: TicketPort = {
  context: () => Promise.resolve({ context: 'demo:ticket:1', title: 'One' }),
  append: () => Promise.resolve(),
};
const messagingPort: MessagingPort = {
  channels: ['sms'],
  send: ({ id }) => Promise.resolve({ id, status: 'queued' }),
};

const ticket = (start: (scope: PluginScope) => TicketPort | Promise<TicketPort> = () => ticketPort) =>
  definePlugin({ id: 'ticket-test', port: 'ticket', start });
const messaging = (
  start: (scope: PluginScope) => MessagingPort | Promise<MessagingPort> = () => messagingPort,
) => definePlugin({ id: 'messaging-test', port: 'messaging', start });

const codeOf = (host: PluginHost) =>
  host.state.value.status === 'failed' ? host.state.value.error.code : undefined;
const never = () => new Promise<never>(() => undefined);

describe('PluginHost', () => {
  it('starts plugins in order and gives out their ports', async () => {
    const order: string[] = [];
    const host = new PluginHost({
      plugins: [
        ticket(async () => {
          await Promise.resolve();
          order.push('ticket');
          return ticketPort;
        }),
        messaging(() => {
          order.push('messaging');
          return messagingPort;
        }),
      ],
    });
    await host.started;
    expect(order).to.eql(['ticket', 'messaging']);
    expect(host.get('ticket')).to.equal(ticketPort);
    expect(host.state.value.status).to.equal('ready');
  });

  it('undoes everything when a start fails, newest first, and keeps the cause', async () => {
    const order: string[] = [];
    const cause = new Error('no key');
    const host = new PluginHost({
      plugins: [
        ticket((scope) => {
          scope.onDispose(() => void order.push('ticket'));
          return ticketPort;
        }),
        messaging((scope) => {
          scope.onDispose(() => void order.push('messaging'));
          throw cause;
        }),
      ],
    });
    await host.started;
    expect(order).to.eql(['messaging', 'ticket']);
    expect(codeOf(host)).to.equal('plugin/failed');
    expect(host.state.value).to.have.nested.property('error.cause', cause);
    expect(host.find('ticket')).to.equal(undefined);
  });

  it('gives up a plugin that never starts', async () => {
    const host = new PluginHost({ plugins: [ticket(never)], startDeadline: 20 });
    await host.started;
    expect(codeOf(host)).to.equal('plugin/timeout');
  });

  it('runs every cleanup on dispose, in reverse, and reports those that threw', async () => {
    const order: string[] = [];
    const host = new PluginHost({
      plugins: [
        ticket((scope) => {
          scope.onDispose(() => void order.push('first'));
          scope.onDispose(() => {
            throw new Error('stuck');
          });
          scope.onDispose(() => void order.push('third'));
          return ticketPort;
        }),
      ],
    });
    await host.started;
    const failure = await host.dispose().catch((error: unknown) => error);
    expect(order).to.eql(['third', 'first']);
    expect(failure).to.be.instanceOf(AggregateError);
  });

  it('undoes a start that is still going on when the host is disposed', async () => {
    let cleaned = false;
    let scopeSignal: AbortSignal | undefined;
    const host = new PluginHost({
      plugins: [
        ticket((scope) => {
          scopeSignal = scope.signal;
          scope.onDispose(() => void (cleaned = true));
          return never();
        }),
      ],
    });
    await Promise.resolve();
    await host.dispose();
    await host.started;
    expect(scopeSignal?.aborted).to.equal(true);
    expect(cleaned).to.equal(true);
    expect(host.state.value.status).to.equal('disposed');
  });

  it('cleans up at once what a given-up start registers afterwards', async () => {
    let late: PluginScope | undefined;
    const host = new PluginHost({
      plugins: [
        ticket((scope) => {
          late = scope;
          return never();
        }),
      ],
      startDeadline: 5,
    });
    await host.started;
    const cleaned = new Promise<void>((resolve) => late?.onDispose(resolve));
    await cleaned;
  });

  it('refuses two plugins of one port before starting any', () => {
    let started = false;
    const first = ticket(() => {
      started = true;
      return ticketPort;
    });
    expect(() => new PluginHost({ plugins: [first, { ...ticket(), id: 'other' }] }))
      .to.throw()
      .with.property('code', 'plugin/duplicate');
    expect(started).to.equal(false);
  });

  it('names the port that is missing', async () => {
    const host = new PluginHost({ plugins: [] });
    await host.started;
    expect(() => host.get('live'))
      .to.throw(/live/)
      .with.property('code', 'plugin/missing');
  });
});
