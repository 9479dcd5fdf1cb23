import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server as HttpsServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import type { Server } from './server.js';
import { attachPeerSignalling } from './signalling-peerjs.js';

export { createServer } from './server.js';
export type { Server } from './server.js';
export type { ServerOptions } from './options.js';
export { mintAgentToken, mintDirectoryToken } from './agents.js';
export { MemoryStorage } from './memory-storage.js';
export { openStorage } from './open-storage.js';

/** The server as a Node request listener; mount it for the paths that start with its `base`. */
export function toNodeHandler(
  server: Server,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(
    (request, env) => {
      const address = (env as HttpBindings).incoming.socket.remoteAddress;
      return server.fetch(request, address === undefined ? {} : { address });
    },
    { overrideGlobalObjects: false },
  );
}

/** Adds the signalling under `<base>/live/peerjs` to an HTTP server that may have other users. Returns what removes it. */
export function attach(
  server: Server,
  httpServer: HttpServer | HttpsServer,
  { base = '', onError }: Pick<ListenOptions, 'base' | 'onError'> = {},
): () => void {
  const path = `${base}/live/peerjs`;
  const hears = onError ? { onError } : {};
  return attachPeerSignalling({ httpServer, desk: () => server.desk(), path, ...hears });
}

export interface ListenOptions {
  readonly port: number;
  readonly host?: string;
  readonly base?: string;
  /** Hears of the trouble of the HTTP server and of the signalling while it serves. */
  readonly onError?: (error: unknown) => void;
  /** PEM; HTTPS where given. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Listening {
  /** Such as `http://localhost:8787/nearhand`. */
  readonly url: string;
  close(): Promise<void>;
}

/** In ms: requests under way when the server closes get so long. */
const DRAIN = 5_000;

/** Serves on a port (0: any free one), signalling included. It accepts connections at once, also before its storage is ready. */
export async function listen(server: Server, options: ListenOptions): Promise<Listening> {
  const handler = toNodeHandler(server);
  const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
    void handler(request, response);
  const httpServer = options.tls ? createHttpsServer(options.tls, onRequest) : createHttpServer(onRequest);
  const detach = attach(server, httpServer, options);
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(options.port, options.host, resolve);
  });
  // Such as too many open files: one connection is lost, and the next may do.
  httpServer.on('error', (error) => options.onError?.(error));
  const address = httpServer.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `${options.tls ? 'https' : 'http'}://localhost:${port}${options.base ?? ''}`,
    close: async () => {
      detach();
      server.drain();
      await closed(httpServer);
      await server.close();
    },
  };
}

/** Takes no more connections, and resolves once the requests under way are answered, or after `DRAIN`. */
async function closed(httpServer: HttpServer | HttpsServer): Promise<void> {
  const cut = setTimeout(() => httpServer.closeAllConnections(), DRAIN);
  await new Promise<void>((resolve) => {
    httpServer.close(() => resolve());
    httpServer.closeIdleConnections();
  });
  clearTimeout(cut);
}
