import { createSocket, type Socket } from 'node:dgram';

/** What a network does to each packet on its way. */
export interface PathFaults {
  /** One way, in ms. */
  readonly delay: number;
  /** Share of packets that never arrive, 0..1. */
  readonly loss: number;
}

/** "Open a relay to this address": answered by its port. */
export interface RelayQuestion {
  readonly id: number;
  readonly address: string;
  readonly port: number;
}
export interface RelayAnswer {
  readonly id: number;
  readonly port: number;
}

const faults = JSON.parse(process.argv[2] ?? '{}') as PathFaults;
let seed = 1;

/** A process of its own: packets must not wait for whatever else the bench does. */
process.on('message', (question: RelayQuestion) => {
  void open(question).then((port) => process.send?.({ id: question.id, port } satisfies RelayAnswer));
});

/** Whoever sends to the new port is passed on to the address, and answers go back. */
async function open({ address, port }: RelayQuestion): Promise<number> {
  const inside = await bind();
  const outsides = new Map<string, Promise<Socket>>();
  inside.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    const outside = outsides.get(key) ?? answerer(inside, from.address, from.port);
    outsides.set(key, outside);
    void outside.then((socket) => pass(packet, socket, address, port));
  });
  return inside.address().port;
}

async function answerer(inside: Socket, address: string, port: number): Promise<Socket> {
  const outside = await bind();
  outside.on('message', (packet) => pass(packet, inside, address, port));
  return outside;
}

function bind(): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => socket.bind(0, '0.0.0.0', () => resolve(socket)));
}

/** Losses are drawn from a seed. */
function pass(packet: Buffer, by: Socket, address: string, port: number): void {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  if (seed / 2 ** 32 < faults.loss) return;
  if (faults.delay === 0) by.send(packet, port, address);
  else setTimeout(() => by.send(packet, port, address), faults.delay);
}
