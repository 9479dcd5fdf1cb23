import { createSocket, type Socket } from 'node:dgram';
import type { BrowserContext } from 'playwright-core';

/** What a network does to each packet on its way. */
export interface PathFaults {
  /** One way, in ms. */
  readonly delay: number;
  /** Share of packets that never arrive, 0..1. */
  readonly loss: number;
}

interface Hop {
  readonly inside: Socket;
  readonly port: number;
}

/**
 * A bad network between two browsers on one machine: every remote ICE candidate that a page is given is replaced by a
 * relay of ours, which passes packets on to the true address late, or not at all. Losses are drawn from a seed.
 */
export class SlowPath {
  readonly #faults: PathFaults;
  readonly #hops = new Map<string, Promise<Hop>>();
  readonly #sockets: Socket[] = [];
  #seed = 1;

  constructor(faults: PathFaults) {
    this.#faults = faults;
  }

  /** For each page of this context, from its next load on. */
  async between(context: BrowserContext): Promise<void> {
    await context.exposeFunction('nearhandRelay', async (address: string, port: number) => {
      const key = `${address}:${port}`;
      const hop = this.#hops.get(key) ?? this.#open(address, port);
      this.#hops.set(key, hop);
      return (await hop).port;
    });
    await context.addInitScript(throughRelays);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  /** Whoever sends to the new port is passed on to the address, and answers go back. */
  async #open(address: string, port: number): Promise<Hop> {
    const inside = await this.#bind();
    const outsides = new Map<string, Promise<Socket>>();
    inside.on('message', (packet, from) => {
      const key = `${from.address}:${from.port}`;
      const outside = outsides.get(key) ?? this.#answerer(inside, from.address, from.port);
      outsides.set(key, outside);
      void outside.then((socket) => this.#pass(packet, socket, address, port));
    });
    return { inside, port: inside.address().port };
  }

  async #answerer(inside: Socket, address: string, port: number): Promise<Socket> {
    const outside = await this.#bind();
    outside.on('message', (packet) => this.#pass(packet, inside, address, port));
    return outside;
  }

  #bind(): Promise<Socket> {
    const socket = createSocket('udp4');
    this.#sockets.push(socket);
    return new Promise((resolve) => socket.bind(0, '0.0.0.0', () => resolve(socket)));
  }

  #pass(packet: Buffer, by: Socket, address: string, port: number): void {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    if (this.#seed / 2 ** 32 < this.#faults.loss) return;
    setTimeout(() => {
      try {
        by.send(packet, port, address);
      } catch {
        // Closed meanwhile: the call is over.
      }
    }, this.#faults.delay);
  }
}

/** Runs in the page, before its own code. */
function throughRelays(): void {
  const relay = (globalThis as unknown as { nearhandRelay(ip: string, port: number): Promise<number> })
    .nearhandRelay;
  const { prototype } = RTCPeerConnection;
  const add = prototype.addIceCandidate as (this: RTCPeerConnection, init?: object | null) => Promise<void>;
  prototype.addIceCandidate = async function (this: RTCPeerConnection, init?: RTCIceCandidateInit | null) {
    const words = init?.candidate?.split(' ') ?? [];
    const [, , protocol, , ip, port] = words;
    if (protocol?.toLowerCase() !== 'udp' || !ip?.includes('.') || ip.endsWith('.local')) return;
    words[4] = '127.0.0.1';
    words[5] = String(await relay(ip, Number(port)));
    await add.call(this, { ...init, candidate: words.join(' ') });
  };
  const describe = prototype.setRemoteDescription as (
    this: RTCPeerConnection,
    description: RTCSessionDescriptionInit,
  ) => Promise<void>;
  prototype.setRemoteDescription = function (
    this: RTCPeerConnection,
    { type, sdp = '' }: RTCSessionDescriptionInit,
  ) {
    const bare = sdp
      .split('\r\n')
      .filter((line) => !line.startsWith('a=candidate') && !line.startsWith('a=end-of-candidates'))
      .join('\r\n');
    return describe.call(this, { type, sdp: bare });
  };
}
