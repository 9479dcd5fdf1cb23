/** What must not compile, checked by `tsc` alone: each `@ts-expect-error` fails the check when its line does compile. */
import type { ErrorCode } from '../../src/domain/error-code.js';
import type { Mutation } from '../../src/domain/mutation.js';
import { NearhandError } from '../../src/host/errors.js';
import { createHost } from '../../src/host/host.js';
import { definePlugin } from '../../src/host/plugin.js';
import type { MutationDraft } from '../../src/store/store.js';
import { errorText } from '../../src/ui/text/error-text.js';

const { 'backend/offline': offline, ...others } = errorText;

// @ts-expect-error a code without words
export const incomplete: Readonly<Record<ErrorCode, string>> = others;
export const complete: Readonly<Record<ErrorCode, string>> = { ...others, 'backend/offline': offline };

// @ts-expect-error a code that is not in the list
export const unknownCode = new NearhandError('backend/tired', 'x');

const cannotJoin = { capabilities: { maxPeople: 2 } };

// @ts-expect-error a live plugin that cannot join
export const wrongShape = definePlugin({ id: 'x', port: 'live', start: () => cannotJoin });

// @ts-expect-error a port that does not exist
export const wrongPort = definePlugin({ id: 'x', port: 'weather', start: () => ({}) });

// @ts-expect-error a host for nobody
export const nobody = () => createHost({ plugins: [], tenant: 't' });

const stamp = { id: 'm1', sessionId: 's1', at: '2026-11-22T10:00:00.000Z' };

// @ts-expect-error an end without its reason
export const endless: Mutation = { ...stamp, type: 'session.end' };

// @ts-expect-error a reason that is not in the list
export const bored: Mutation = { ...stamp, type: 'session.end', reason: 'bored' };

// @ts-expect-error an admission of nobody
export const admission: MutationDraft = { type: 'session.admit', sessionId: 's1' };

// @ts-expect-error the store gives the id, never the caller
export const stamped: MutationDraft = { type: 'session.rename', sessionId: 's1', title: 'x', id: 'mine' };
