import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { isNearhandError, type NearhandError } from '../../../src/plugin.js';
import { CONTRACT, CONTRACT_HEADER } from '../contract.js';
import { Agents } from './agents.js';
import { errorAnswer, refuse } from './answer.js';
import { Closing } from './closing.js';
import type { ServerOptions } from './options.js';
import { report } from './report.js';
import { routes } from './routes.js';
import type { Env } from './routes.js';
import { openServices } from './services.js';
import type { SignallingDesk } from './signalling-desk.js';

export interface Server {
  /** Answers one request. `address` is the caller's, for the rate limit. */
  fetch(request: Request, env?: { readonly address?: string }): Promise<Response>;
  /** For the transport that carries the signalling. */
  desk(): Promise<SignallingDesk>;
  /** Ends every stream, for good: what is asked besides is still answered. */
  drain(): void;
  /** Ends every stream and closes the storage. */
  close(): Promise<void>;
}

/**
 * The reference server: web-standard requests in, responses out, so that the same code runs in Node and in a page.
 * It may be called before its storage is ready; requests wait.
 */
export function createServer(options: ServerOptions): Server {
  const clock = options.clock ?? Date.now;
  const services = openServices(options, new Agents(options.agents, clock), clock);
  services.catch(() => undefined);
  const ready = () =>
    services.catch(() => {
      throw refuse('backend/unavailable', 'the storage could not be opened');
    });
  const closing = new Closing();
  const app = new Hono<Env>();
  app.use(
    cors({
      origin: options.origins ? [...options.origins] : '*',
      allowHeaders: ['Authorization', 'Content-Type', 'Range'],
      exposeHeaders: ['Retry-After', 'Content-Range', CONTRACT_HEADER],
      maxAge: 600,
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.res.headers.set(CONTRACT_HEADER, CONTRACT);
    // Rows, grants, URLs and refusals are for who asked, now. Whoever answers with bytes says so themselves.
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  });
  app.route(options.base || '/', routes({ ready, clock, closing }));
  app.notFound(() => errorAnswer(refuse('backend/not-found', 'no such address')));
  app.onError((error) => {
    if (isNearhandError(error))
      return errorAnswer(
        error,
        error.code === 'backend/rate-limited' ? { 'Retry-After': seconds(error) } : {},
      );
    return failed(error);
  });
  const failed = (error: unknown): Response => {
    report(options, error);
    return errorAnswer(refuse('backend/unavailable', 'the server failed'), { 'Cache-Control': 'no-store' });
  };
  return {
    fetch: async (request, env = {}) => {
      try {
        return await app.fetch(request, env);
      } catch (error) {
        // What was thrown is no `Error` at all, which the framework hands on.
        return failed(error);
      }
    },
    drain: () => closing.close(),
    desk: async () => (await ready()).desk,
    close: async () => {
      closing.close();
      await services.then(
        ({ storage }) => storage.close(),
        () => undefined,
      );
    },
  };
}

const seconds = ({ retryAfter = 2000 }: NearhandError): string => String(Math.ceil(retryAfter / 1000));
