import { once } from 'node:events';
import { WebSocket } from 'ws';
import { BASE } from './running.js';

export interface Heard {
  readonly type: string;
  readonly src?: string;
  readonly payload?: unknown;
}

/** A signalling client that speaks PeerJS's protocol. */
export class Client {
  readonly socket: WebSocket;
  readonly closed: Promise<unknown>;
  readonly #heard: Heard[] = [];
  readonly #waiting: ((heard: Heard) => void)[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.closed = once(this.socket, 'close');
    this.socket.on('message', (data: Buffer) => {
      const heard = JSON.parse(data.toString()) as Heard;
      const next = this.#waiting.shift();
      if (next) next(heard);
      else this.#heard.push(heard);
    });
  }

  next(): Promise<Heard> {
    const heard = this.#heard.shift();
    return heard ? Promise.resolve(heard) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

/** Connects to the server at this URL as PeerJS would. */
export function connect(serverUrl: string, id: string, ticket: string): Client {
  const url = new URL(`${BASE}/live/peerjs?key=peerjs&version=1.5.5`, serverUrl.replace('http', 'ws'));
  url.searchParams.set('id', id);
  url.searchParams.set('token', ticket);
  return new Client(url.href);
}
