import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { ExpressPeerServer } from 'peer';
import { WebSocket, WebSocketServer } from 'ws';
import { roomOf } from './signalling-desk.js';
import type { SignallingDesk } from './signalling-desk.js';

/** In bytes; an SDP offer with all its candidates stays below. */
const LARGEST_MESSAGE = 256 * 1024;

/** In ms. PeerJS beats every 5 s. */
const SILENCE = 20_000;

const PASSED_ON: ReadonlySet<unknown> = new Set(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE']);

/** A socket that hears only what may be said: messages to others in its own room. */
class RoomSocket extends WebSocket {
  #id = '';

  enter(id: string): void {
    this.#id = id;
  }

  override emit(name: string | symbol, ...args: unknown[]): boolean {
    if (name === 'message' && !this.#allows(String(args[0]))) return false;
    return super.emit(name, ...args);
  }

  #allows(text: string): boolean {
    try {
      const { type, dst } = JSON.parse(text) as { type?: unknown; dst?: unknown };
      if (type === 'HEARTBEAT') return true;
      return PASSED_ON.has(type) && typeof dst === 'string' && roomOf(dst) === roomOf(this.#id);
    } catch {
      return false;
    }
  }
}

export interface PeerSignallingInput {
  readonly httpServer: HttpServer | HttpsServer;
  readonly desk: () => Promise<SignallingDesk>;
  /** Where PeerJS connects, such as `/nearhand/live/peerjs`. */
  readonly path: string;
}

/**
 * PeerJS signalling on an HTTP server that others use too: only upgrades of our path are touched (`ws` servers with
 * a `path` of their own abort each other's). Returns what takes it down again.
 */
export function attachPeerSignalling({ httpServer, desk, path }: PeerSignallingInput): () => void {
  const sockets = new WebSocketServer({ noServer: true, WebSocket: RoomSocket, maxPayload: LARGEST_MESSAGE });
  const peers = ExpressPeerServer(httpServer, {
    alive_timeout: SILENCE,
    createWebSocketServer: () => sockets as unknown as WebSocketServer,
  });
  // It starts once mounted on an express app. The one it is mounted on serves nothing: the HTTP half of PeerServer
  // (random ids, a list of everybody) is not wanted.
  ExpressPeerServer(httpServer).use(peers);
  const welcome = async (ws: RoomSocket, request: IncomingMessage): Promise<void> => {
    ws.on('error', () => ws.terminate());
    try {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const id = query.get('id') ?? '';
      const open = await desk();
      const holder = await open.check(id, query.get('token') ?? '');
      if (ws.readyState !== WebSocket.OPEN) return;
      if (!holder) return turnAway(ws);
      ws.enter(id);
      ws.once(
        'close',
        open.connect(id, holder, () => ws.close(4403, 'not in this session any more')),
      );
      sockets.emit('connection', ws, request);
    } catch {
      turnAway(ws);
    }
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== path) return;
    sockets.handleUpgrade(request, socket, head, (ws) => void welcome(ws, request));
  };
  httpServer.on('upgrade', onUpgrade);
  return () => {
    httpServer.off('upgrade', onUpgrade);
    for (const ws of sockets.clients) ws.terminate();
    sockets.close();
  };
}

/** In PeerServer's own words, since a browser cannot see why an upgrade was refused. */
function turnAway(ws: WebSocket): void {
  ws.send(JSON.stringify({ type: 'ERROR', payload: { msg: 'Invalid token provided' } }));
  ws.close(4401, 'not let in');
}
