import type { Mutation } from '../../src/domain/mutation.js';
import type { BackendPort } from '../../src/ports/backend-port.js';

/** A backend under test, empty, with as many clients as a test likes. */
export interface BackendBench {
  /** A signed-in agent; the same name is the same person. */
  agent(name: string, tenant?: string): Promise<BackendPort>;
  /** One whose vendor says that they are an admin. */
  admin(name: string, tenant?: string): Promise<BackendPort>;
  /** Somebody with no account. */
  guest(tenant?: string): Promise<BackendPort>;
  /** The backend's clock, in ms since 1970. */
  clock(): number;
  /** Moves it on. */
  advance(ms: number): void;
  /** Loads what `BackendPort.url` gave, as a page would. */
  load(url: string): Promise<Response>;
  close(): Promise<void>;
}

export interface Runner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
}

export interface BackendContract extends Runner {
  readonly name: string;
  readonly create: () => Promise<BackendBench>;
}

type Body = (bench: BackendBench) => Promise<void>;

/** Tests that have a backend each, on which `prepare` was done first. */
export const benched =
  ({ it, create }: BackendContract, prepare: Body = () => Promise.resolve()) =>
  (name: string, body: Body): void =>
    it(name, async () => {
      const made = await create();
      try {
        await prepare(made);
        await body(made);
      } finally {
        await made.close();
      }
    });

/** The session `s1`, of the agent Lena. */
export const withSession: Body = async ({ agent }) => {
  await (await agent('lena')).apply(create(), never);
};

export const never = new AbortController().signal;
/** A moment ago: a backend keeps no times that cannot be. */
export const AT = new Date(Date.now() - 60_000).toISOString();

type Draft<T extends Mutation['type']> = Omit<
  Extract<Mutation, { type: T }>,
  'type' | 'id' | 'at' | 'sessionId'
>;

/** A mutation of session `s1` unless it says otherwise, with a new id. */
export function mutation<T extends Mutation['type']>(
  type: T,
  draft: Draft<T> & { id?: string; sessionId?: string; at?: string },
): Mutation {
  return { id: crypto.randomUUID(), sessionId: 's1', at: AT, ...draft, type } as unknown as Mutation;
}

export const create = (context = 'demo:ticket:1', sessionId = 's1'): Mutation =>
  mutation('session.create', { context, title: 'Pump P-07 leaks', sessionId });

export const say = (text: string, id: string = crypto.randomUUID(), sessionId = 's1'): Mutation =>
  mutation('message.create', {
    sessionId,
    message: { id, sessionId, author: { id: 'x', name: 'X', role: 'agent' }, text, createdAt: AT },
  });

/** A message of this time. */
export const said = (text: string, createdAt: string): Mutation => {
  const write = say(text);
  return write.type === 'message.create' ? { ...write, message: { ...write.message, createdAt } } : write;
};

export const note = (text: string, sessionId = 's1'): Mutation => {
  const author = { id: 'x', name: 'X', role: 'agent' } as const;
  return mutation('note.create', {
    sessionId,
    note: { id: crypto.randomUUID(), sessionId, author, text, createdAt: AT },
  });
};

export async function newKey(): Promise<JsonWebKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  return crypto.subtle.exportKey('jwk', pair.publicKey);
}

/** The secret part of a guest link. */
export const tokenIn = (link: string): string => link.slice(link.indexOf('#') + 1);

export async function invited(agent: BackendPort): Promise<string> {
  const { link } = await agent.invite({ sessionId: 's1', channel: 'link', role: 'participant' }, never);
  return tokenIn(link);
}

export async function entered(guest: BackendPort, token: string, name = 'Tomas') {
  return guest.enter({ kind: 'guest', token, name, consent: true, key: await newKey() }, never);
}
