import fc from 'fast-check';
import * as v from 'valibot';
import { memory, MemoryBackendState } from '../../plugins/memory/memory.js';
import type { Receipt } from '../../src/domain/receipt.js';
import { Mutation } from '../../src/domain/mutation.js';
import { keepable } from '../../src/domain/primitives.js';
import { COLLECTIONS } from '../../src/domain/collections.js';
import { isNearhandError } from '../../src/host/errors.js';
import { equal } from '../support/check.js';
import { AT, never } from './backend-bench.js';
import type { BackendContract } from './backend-bench.js';

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const sessionId = pick('s1', 's2');
/** What the local copy lets out: nothing that no store keeps. What comes in otherwise is refused, which has tests of its own. */
const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'binary' })
  .map(keepable)
  .filter((kept) => kept !== '');
const author = { id: 'nobody', name: 'Nobody', role: 'agent' } as const;
/** Few ids, so that repeated ones meet what is there. */
const small = pick('a', 'b', 'c', 'd');

const step: fc.Arbitrary<Mutation> = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `m${n}`),
    sessionId,
    to: sessionId,
    row: small,
    text,
  })
  .chain(({ id, sessionId, to, row, text }) => {
    const common = { id, sessionId, at: AT };
    const written = { id: row, sessionId: to, author, text, createdAt: AT };
    return pick<Mutation>(
      { ...common, type: 'session.create', context: `demo:ticket:${to}`, title: text },
      { ...common, type: 'session.rename', title: text },
      { ...common, type: 'session.admit', personId: row },
      { ...common, type: 'session.end', reason: 'agentEnded' },
      { ...common, type: 'message.create', message: written },
      { ...common, type: 'note.create', note: written },
      { ...common, type: 'event.append', event: { id: row, sessionId: to, at: AT, kind: 'marked' } },
    );
  })
  .map((mutation) => v.parse(Mutation, mutation));

/** The receipt, or the code of the refusal. */
const outcome = (answer: Promise<Receipt>): Promise<unknown> =>
  answer.catch((error: unknown) => (isNearhandError(error) ? error.code : error));

export function modelContract({ it, create: bench }: BackendContract): void {
  it('answers any sequence of mutations as the reference does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const made = await bench();
        const subject = await made.agent('lena');
        const scope = { signal: never, onDispose: () => undefined };
        const state = new MemoryBackendState(made.clock);
        const model = await memory({ actor: { id: 'lena', name: 'Lena', role: 'agent' }, state }).start(
          scope,
        );
        for (const one of steps)
          equal(await outcome(subject.apply(one, never)), await outcome(model.apply(one, never)), one.type);
        for (const collection of COLLECTIONS)
          equal(
            await subject.list({ collection, limit: 200 }, never).then(({ rows }) => rows),
            await model.list({ collection, limit: 200 }, never).then(({ rows }) => rows),
            collection,
          );
        await made.close();
      }),
      { numRuns: 20 },
    );
  });
}
