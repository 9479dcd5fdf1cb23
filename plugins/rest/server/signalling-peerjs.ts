import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { ExpressPeerServer } from 'peer';
import { WebSocket, WebSocketServer } from 'ws';
import { RoomSocket } from './room-socket.js';
import type { SignallingDesk } from './signalling-desk.js';

/** In bytes; an SDP offer with all its candidates stays below. */
const LARGEST_MESSAGE = 256 * 1024;

/** In ms. PeerJS beats every 5 s. */
const SILENCE = 20_000;

/** In ms. */
const REVIEW = 15_000;

const ignore = (): void => undefined;

export interface PeerSignallingInput {
  readonly httpServer: HttpServer | HttpsServer;
  readonly desk: () => Promise<SignallingDesk>;
  /** Where PeerJS connects, such as `/nearhand/live/peerjs`. */
  readonly path: string;
  /** Hears of what should not have happened. */
  readonly onError?: (error: unknown) => void;
}

/**
 * PeerJS signalling on an HTTP server that others use too: only upgrades of our path are touched (`ws` servers with
 * a `path` of their own abort each other's). Returns what takes it down again.
 */
export function attachPeerSignalling({ httpServer, desk, path, onError }: PeerSignallingInput): () => void {
  const sockets = new WebSocketServer({ noServer: true, WebSocket: RoomSocket, maxPayload: LARGEST_MESSAGE });
  const peers = ExpressPeerServer(httpServer, {
    alive_timeout: SILENCE,
    createWebSocketServer: () => sockets as unknown as WebSocketServer,
  });
  // It starts once mounted on an express app. The one it is mounted on serves nothing: the HTTP half of PeerServer
  // (random ids, a list of everybody) is not wanted.
  ExpressPeerServer(httpServer).use(peers);
  // It passes every socket's error on, and one that nobody hears would end the process. The socket itself is
  // terminated below.
  peers.on('error', () => undefined);
  const welcome = async (ws: RoomSocket, request: IncomingMessage): Promise<void> => {
    ws.on('error', () => ws.terminate());
    try {
      const query = addressOf(request)?.searchParams;
      const id = query?.get('id') ?? '';
      const open = await desk();
      const leave = await open.connect(id, query?.get('token') ?? '', () => ws.leave());
      if (!leave) return turnAway(ws);
      if (ws.readyState !== WebSocket.OPEN) return leave();
      ws.once('close', leave);
      ws.enter((other) => open.reaches(id, other));
      sockets.emit('connection', ws, request);
    } catch (error) {
      onError?.(error);
      turnAway(ws);
    }
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Node has just taken its own listener off; a connection that is reset now would end the process.
    socket.on('error', () => socket.destroy());
    if (addressOf(request)?.pathname === path)
      return sockets.handleUpgrade(request, socket, head, (ws) => void welcome(ws, request));
    // Where nobody else takes upgrades, nobody else would ever close this connection.
    if (httpServer.listenerCount('upgrade') === 1) refuseUpgrade(socket);
  };
  httpServer.on('upgrade', onUpgrade);
  // What runs out by itself, and what other processes have written, is noticed by asking now and then.
  const review = setInterval(
    () =>
      void desk()
        .then((open) => open.review())
        .catch(onError ?? ignore),
    REVIEW,
  );
  review.unref();
  return () => {
    clearInterval(review);
    httpServer.off('upgrade', onUpgrade);
    for (const ws of sockets.clients) ws.terminate();
    sockets.close();
  };
}

/** Undefined where it is none: whoever asks decides what stands there, and `//` is no URL. */
function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined;
}

/** Node has given the socket away: one that is only ended stays, half-open, for as long as the other side likes. */
function refuseUpgrade(socket: Duplex): void {
  socket.once('finish', () => socket.destroy());
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** In PeerServer's own words, since a browser cannot see why an upgrade was refused. */
function turnAway(ws: WebSocket): void {
  ws.send(JSON.stringify({ type: 'ERROR', payload: { msg: 'Invalid token provided' } }));
  ws.close(4401, 'not let in');
}
