import { Hono } from 'hono';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import * as v from 'valibot';
import { Cursor, DirectoryDraft, Id, LiveClaims, Mutation } from '../../../src/domain.js';
import { refuse } from './answer.js';
import { jsonIn, mostOf, readBody, readJson } from './body.js';
import { agentOnly, bearer } from './caller.js';
import type { Caller } from './caller.js';
import type { Closing } from './closing.js';
import { requireSpoken } from './contract-check.js';
import { eventStream } from './event-stream.js';
import { BODY_LIMIT } from './options.js';
import { Quotas } from './quotas.js';
import { RateLimit } from './rate-limit.js';
import {
  BeginningRequest,
  DraftRequest,
  EntryRequest,
  ListRequest,
  MediaUrlRequest,
  PreviewRequest,
  UploadRequest,
} from './requests.js';
import type { Services } from './services.js';

export interface RoutesInput {
  readonly ready: () => Promise<Services>;
  readonly clock: () => number;
  readonly closing: Closing;
}

/** What the transport knows of a request. */
export interface Env {
  readonly Bindings: { readonly address?: string };
}

/** Every operation of `openapi.yaml`. */
export function routes({ ready, clock, closing }: RoutesInput): Hono<Env> {
  const app = new Hono<Env>();
  const byAddress = new RateLimit({ burst: 60, rate: 1, clock });
  const byLink = new RateLimit({ burst: 30, rate: 0.5, clock });
  const quotas = new Quotas(clock);
  const guard = (context: Context<Env>, link: string | undefined): void => {
    byAddress.take(context.env?.address ?? 'unknown');
    if (link !== undefined) byLink.take(link);
  };
  const reads = (caller: Caller): void =>
    quotas.take('read', caller, caller.kind === 'guest' ? caller.sessionId : undefined);
  const agent = async (context: Context<Env>, { callers }: Services) =>
    agentOnly(await callers.of(context.req.raw));

  app.get('/health', async () => {
    await ready();
    return Response.json({ status: 'ok' });
  });
  app.get('/media/:token', async (context) => {
    const { media } = await ready();
    return media.serve(context.req.param('token'), context.req.header('range') ?? null);
  });
  // What is asked for above, pictures and monitors ask for, which know of no contract.
  app.use(async (context, next) => {
    requireSpoken(context.req.raw);
    await next();
  });
  // A page of rows is a tenth as long. They carry no secret, which a guess of what else stands there could be told from.
  for (const path of ['/rows/*', '/beginning', '/changes']) app.use(path, compress());
  app.get('/rows/:collection', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    reads(caller);
    const query = checked(ListRequest, { ...context.req.query(), ...context.req.param() });
    return Response.json(await records.list(caller, query));
  });
  app.get('/beginning', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    reads(caller);
    const { limit } = checked(BeginningRequest, context.req.query());
    return Response.json(await records.begin(caller, limit));
  });
  app.get('/changes', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    reads(caller);
    const cursor = checked(v.optional(Cursor), context.req.query('cursor'));
    return Response.json(await records.changes(caller, cursor));
  });
  app.post('/mutations', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    const bytes = await readBody(context.req.raw, BODY_LIMIT.json);
    const mutation = v.safeParse(Mutation, parsed(bytes));
    // What does not fit costs as much as what does, and a guest pays for no session but their own.
    const about = caller.kind === 'guest' ? caller.sessionId : mutation.success && mutation.output.sessionId;
    quotas.take('write', caller, about || undefined, bytes.length);
    if (!mutation.success) throw unfit(mutation.issues);
    return Response.json(await records.apply(caller, mutation.output));
  });
  app.get('/events', async (context) => {
    const { access, callers, feed, storage } = await ready();
    const caller = await callers.of(context.req.raw);
    return eventStream({ caller, access, feed, storage, clock, closing, open: () => quotas.stream(caller) });
  });
  app.put('/uploads/:id', async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    const about = checked(UploadRequest, { ...context.req.query(), ...context.req.param() });
    quotas.take('upload', caller, about.sessionId);
    const most = mostOf(context.req.raw, BODY_LIMIT.upload);
    const letGo = quotas.hold(caller, about.sessionId, most);
    try {
      const bytes = await readBody(context.req.raw, most);
      quotas.takeBytes('upload', caller, about.sessionId, bytes.length);
      return Response.json(await services.media.keep(caller, about, bytes));
    } finally {
      letGo();
    }
  });
  app.post('/media-urls', async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    reads(caller);
    return Response.json(await services.media.url(caller, checked(MediaUrlRequest, await json(context)).ref));
  });
  app.post('/invitations', async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    const { lifetime, ...draft } = checked(DraftRequest, await json(context));
    quotas.take('invite', caller, draft.sessionId);
    const minted = await services.invitations.mint(
      caller,
      lifetime === undefined ? draft : { ...draft, lifetime },
    );
    return Response.json(minted, { status: 201 });
  });
  app.delete('/invitations/:id', async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    quotas.take('invite', caller);
    await services.invitations.revoke(caller, checked(Id, context.req.param('id')));
    return new Response(null, { status: 204 });
  });
  const directory = async (context: Context<Env>, { callers }: Services): Promise<string> => {
    const tenant = await callers.directory(context.req.raw);
    quotas.take('directory', { tenant, person: { id: '' } });
    return tenant;
  };
  app.put('/people/:id', async (context) => {
    const services = await ready();
    const tenant = await directory(context, services);
    const id = checked(Id, context.req.param('id'));
    const row = { ...checked(DirectoryDraft, await json(context)), id };
    return Response.json(await services.people.put(tenant, row));
  });
  app.delete('/people/:id', async (context) => {
    const services = await ready();
    const tenant = await directory(context, services);
    await services.people.remove(tenant, checked(Id, context.req.param('id')));
    return new Response(null, { status: 204 });
  });
  app.post('/guest/preview', async (context) => {
    const { invitations } = await ready();
    const { token } = checked(PreviewRequest, await json(context));
    guard(context, await invitations.idOf(token));
    return Response.json(await invitations.preview(token));
  });
  app.post('/enter', async (context) => {
    const services = await ready();
    const { entrance, invitations } = services;
    const entry = checked(EntryRequest, await json(context));
    if (entry.kind === 'agent') {
      const caller = await agent(context, services);
      quotas.take('enter', caller, entry.sessionId);
      return Response.json(await entrance.agent(caller, entry));
    }
    guard(context, entry.kind === 'guest' ? await invitations.idOf(entry.token) : undefined);
    if (entry.kind === 'guest') return Response.json(await entrance.guest(entry));
    const renewed = await entrance.renewal(entry, {
      vendor: () => agent(context, services),
      known: (asker, sessionId) => quotas.take('enter', asker, sessionId),
    });
    return Response.json(renewed);
  });
  app.get('/live/peers', async (context) => {
    const { access, tokens, desk } = await ready();
    const verdict = await tokens.verify('live', bearer(context.req.raw));
    if (verdict.status !== 'valid') throw refuse('backend/unauthorized', 'needs a live token');
    const { tenant, sid: sessionId, sub: personId, role, pid } = v.parse(PeersClaims, verdict.claims);
    quotas.take('read', { tenant, person: { id: personId } }, sessionId);
    const holder = { tenant, sessionId, personId, role };
    const part = await access.partOf(holder);
    if (!part) throw refuse('live/refused', 'not in the session any more');
    return Response.json({ peers: pid === undefined ? [] : desk.others({ holder, part }, pid) });
  });
  return app;
}

const PeersClaims = v.object({ ...LiveClaims.entries, tenant: Id, pid: v.optional(v.string()) });

const json = (context: Context<Env>): Promise<unknown> => readJson(context.req.raw, BODY_LIMIT.json);

function checked<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw unfit(result.issues);
}

const unfit = ([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Error =>
  refuse('backend/invalid-request', `${v.getDotPath(issue) ?? 'the request'}: ${issue.message}`);

/** Undefined where it is no JSON. */
function parsed(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return jsonIn(bytes);
  } catch {
    return undefined;
  }
}
