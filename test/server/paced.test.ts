import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Closing } from '../../plugins/rest/server/closing.js';
import { eventStream } from '../../plugins/rest/server/event-stream.js';
import { Feed } from '../../plugins/rest/server/feed.js';
import { MemoryStorage } from '../../plugins/rest/server/node.js';
import { Access } from '../../plugins/rest/server/access.js';
import { Paced } from '../../plugins/rest/server/paced.js';

describe('what is told to many', () => {
  it('is told no more often than the pace, and never left out at the end', async () => {
    const pace = 40;
    const at: number[] = [];
    let told = (): void => undefined;
    const paced = new Paced(
      () => {
        at.push(performance.now());
        told();
      },
      () => pace,
    );
    for (let round = 0; round < 3; round++) {
      const next = new Promise<void>((resolve) => (told = resolve));
      for (let count = 0; count < 10; count++) paced.call();
      await next;
    }
    assert.equal(at.length, 3);
    // Timers are whole milliseconds.
    for (const [index, time] of at.slice(1).entries()) assert.ok(time - (at[index] ?? 0) >= pace - 1);
  });

  it('is one word of an agent’s stream, however many writes came at once', async () => {
    const feed = new Feed();
    const storage = new MemoryStorage();
    const closing = new Closing();
    const person = { id: 'lena', name: 'Lena', role: 'agent' } as const;
    const response = await eventStream({
      caller: { kind: 'agent', rank: 'agent', tenant: 'acme', person, expiresAt: Date.now() / 1000 + 60 },
      access: new Access({ storage, clock: Date.now, stay: 0 }),
      ...{ feed, storage, clock: Date.now, closing },
      open: () => () => undefined,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const changes = (): number => text.split('event: change').length - 1;
    for (let round = 1; round <= 2; round++) {
      for (let count = 0; count < 10; count++) feed.publish('acme', new Set(['s1']));
      while (changes() < round) text += (await reader?.read())?.value ?? '';
    }
    closing.close();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
    assert.equal(changes(), 2);
  });
});
