import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { Cursor } from '../../../src/domain/change.js';
import { LiveClaims } from '../../../src/domain/live-grant.js';
import { Mutation } from '../../../src/domain/mutation.js';
import { errorAnswer, refuse } from './answer.js';
import { agentOnly, bearer } from './caller.js';
import { eventStream } from './event-stream.js';
import { BODY_LIMIT } from './options.js';
import { RateLimit } from './rate-limit.js';
import {
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
  readonly closing: AbortSignal;
}

/** What the transport knows of a request. */
export interface Env {
  readonly Bindings: { readonly address?: string };
}

const tooLarge = (): Response => errorAnswer(refuse('backend/too-large', 'the body is too large'));
const jsonLimit = bodyLimit({ maxSize: BODY_LIMIT.json, onError: tooLarge });
const uploadLimit = bodyLimit({ maxSize: BODY_LIMIT.upload, onError: tooLarge });

/** Every operation of `openapi.yaml`, in its order. */
export function routes({ ready, clock, closing }: RoutesInput): Hono<Env> {
  const app = new Hono<Env>();
  const byAddress = new RateLimit({ burst: 60, rate: 1, clock });
  const byLink = new RateLimit({ burst: 30, rate: 0.5, clock });
  const guard = (context: Context<Env>, link: string | undefined): void => {
    byAddress.take(context.env?.address ?? 'unknown');
    if (link !== undefined) byLink.take(link);
  };
  const agent = async (context: Context<Env>, { callers }: Services) =>
    agentOnly(await callers.of(context.req.raw));

  app.get('/health', async () => {
    await ready();
    return Response.json({ status: 'ok' });
  });
  app.get('/rows/:collection', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    const query = checked(ListRequest, { ...context.req.query(), ...context.req.param() });
    return Response.json(await records.list(caller, query));
  });
  app.get('/changes', async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    const cursor = checked(v.optional(Cursor), context.req.query('cursor'));
    return Response.json(await records.changes(caller, cursor));
  });
  app.post('/mutations', jsonLimit, async (context) => {
    const { callers, records } = await ready();
    const caller = await callers.of(context.req.raw);
    return Response.json(await records.apply(caller, checked(Mutation, await json(context))));
  });
  app.get('/events', async (context) => {
    const { callers, feed, storage } = await ready();
    const caller = await callers.of(context.req.raw);
    return eventStream({ caller, feed, storage, clock, closing });
  });
  app.put('/uploads/:id', uploadLimit, async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    const about = checked(UploadRequest, { ...context.req.query(), ...context.req.param() });
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    return Response.json(await services.media.keep(caller, about, bytes));
  });
  app.post('/media-urls', jsonLimit, async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    return Response.json(await services.media.url(caller, checked(MediaUrlRequest, await json(context)).ref));
  });
  app.get('/media/:token', async (context) => {
    const { media } = await ready();
    return media.serve(context.req.param('token'), context.req.header('range') ?? null);
  });
  app.post('/invitations', jsonLimit, async (context) => {
    const services = await ready();
    const caller = await agent(context, services);
    const { lifetime, ...draft } = checked(DraftRequest, await json(context));
    const minted = await services.invitations.mint(
      caller,
      lifetime === undefined ? draft : { ...draft, lifetime },
    );
    return Response.json(minted, { status: 201 });
  });
  app.delete('/invitations/:id', async (context) => {
    const services = await ready();
    await services.invitations.revoke(await agent(context, services), context.req.param('id'));
    return new Response(null, { status: 204 });
  });
  app.post('/guest/preview', jsonLimit, async (context) => {
    const { invitations } = await ready();
    const { token } = checked(PreviewRequest, await json(context));
    guard(context, await invitations.idOf(token));
    return Response.json(await invitations.preview(token));
  });
  app.post('/enter', jsonLimit, async (context) => {
    const services = await ready();
    const { entrance, invitations } = services;
    const entry = checked(EntryRequest, await json(context));
    if (entry.kind === 'agent')
      return Response.json(await entrance.agent(await agent(context, services), entry));
    guard(context, entry.kind === 'guest' ? await invitations.idOf(entry.token) : undefined);
    return Response.json(await (entry.kind === 'guest' ? entrance.guest(entry) : entrance.renewal(entry)));
  });
  app.get('/live/peers', async (context) => {
    const { tokens, desk } = await ready();
    const verdict = await tokens.verify('live', bearer(context.req.raw));
    if (verdict.status !== 'valid') throw refuse('backend/unauthorized', 'needs a live token');
    const { pid } = v.parse(v.object({ ...LiveClaims.entries, pid: v.optional(v.string()) }), verdict.claims);
    return Response.json({ peers: pid === undefined ? [] : desk.others(pid) });
  });
  return app;
}

async function json(context: Context<Env>): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (cause) {
    // The body limit speaks through the stream; hono turns that into its own answer.
    if (cause instanceof SyntaxError) throw refuse('backend/invalid-request', 'the body is not JSON');
    throw cause;
  }
}

function checked<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refuse('backend/invalid-request', `${v.getDotPath(issue) ?? 'the request'}: ${issue.message}`);
}
