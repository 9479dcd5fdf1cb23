import { fork, type ChildProcess } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import type { BrowserContext } from 'playwright-core';
import type { PathFaults, RelayAnswer, RelayQuestion } from './relay.js';

/**
 * A bad network between two browsers on one machine: every remote ICE candidate that a page is given is replaced by a
 * relay of ours, which passes packets on to the true address late, or not at all.
 */
export class SlowPath {
  readonly #relay: ChildProcess;
  readonly #ports = new Map<string, Promise<number>>();
  readonly #asked: ((port: number) => void)[] = [];

  constructor(faults: PathFaults) {
    this.#relay = fork(new URL('./relay.ts', import.meta.url), [JSON.stringify(faults)], {
      execArgv: ['--import', 'tsx'],
    });
    this.#relay.on('message', ({ id, port }: RelayAnswer) => this.#asked[id]?.(port));
  }

  /** For each page of this context, from its next load on. */
  async between(context: BrowserContext): Promise<void> {
    await context.exposeFunction('nearhandRelay', (address: string, port: number) => {
      const key = `${address}:${port}`;
      const answer = this.#ports.get(key) ?? this.#open(visible(address), port);
      this.#ports.set(key, answer);
      return answer;
    });
    await context.addInitScript(throughRelays);
  }

  close(): void {
    this.#relay.kill();
  }

  #open(address: string, port: number): Promise<number> {
    return new Promise((resolve) => {
      const id = this.#asked.push(resolve) - 1;
      this.#relay.send({ id, address, port } satisfies RelayQuestion);
    });
  }
}

/** A browser hides its address behind a name as long as it has no camera; here it can only be this machine's. */
function visible(address: string): string {
  if (!address.endsWith('.local')) return address;
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
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
    if (protocol?.toLowerCase() !== 'udp' || !ip?.includes('.')) return;
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
