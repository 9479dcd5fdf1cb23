import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'nearhand-demo-pass';
/** In seconds: a device is asked once, and then for a month not. */
const REMEMBERED = 30 * 24 * 3600;
/** Wrong codes and passes, from all devices together, in so many ms: a million codes would take a year. */
const TRIES = 20;
const WINDOW = 600_000;

export const madeCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

export interface DoorInput {
  /** What a person types, once a device. */
  readonly code: string;
  /** Nobody outside of this computer has it: what a device shows instead of the code is made with it. */
  readonly secret: string;
  readonly clock?: () => number;
}

/**
 * Who may be an agent of the demo: whoever is on this computer, and whoever has seen what it printed. Their devices keep a
 * pass, never the code, which is short enough to be found by trying. Another code or secret makes every pass void.
 */
export class Door {
  readonly #code: string;
  readonly #pass: string;
  readonly #clock: () => number;
  #wrong: number[] = [];

  constructor({ code, secret, clock = Date.now }: DoorInput) {
    this.#code = code;
    this.#pass = createHmac('sha256', secret).update(code).digest('base64url');
    this.#clock = clock;
  }

  /** The right pass opens whatever was tried before: it cannot be guessed, and others must not shut its owner out. */
  isOpenTo(request: IncomingMessage): boolean {
    if (isThisComputer(request)) return true;
    const shown = cookieIn(request.headers.cookie ?? '');
    if (shown === undefined) return false;
    const isRight = isSame(shown, this.#pass);
    if (!isRight && !this.#isShut()) this.#wrong.push(this.#clock());
    return isRight;
  }

  /** The cookie to set for the right code; `wrong`, and `later` after too many of these. */
  try(code: unknown): { readonly cookie: string } | 'wrong' | 'later' {
    if (this.#isShut()) return 'later';
    if (typeof code === 'string' && isSame(code, this.#code))
      return { cookie: `${COOKIE}=${this.#pass}; Path=/; Max-Age=${REMEMBERED}; HttpOnly; SameSite=Strict` };
    this.#wrong.push(this.#clock());
    return 'wrong';
  }

  #isShut(): boolean {
    const since = this.#clock() - WINDOW;
    this.#wrong = this.#wrong.filter((at) => at > since);
    return this.#wrong.length >= TRIES;
  }
}

/** Of a pass that opens nothing any more, so that it is not shown, and counted, again and again. */
export const FORGOTTEN = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;

function isSame(said: string, right: string): boolean {
  const [one, other] = [Buffer.from(said), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookieIn(header: string): string | undefined {
  const found = header.split(';').find((pair) => pair.trim().startsWith(`${COOKIE}=`));
  return found?.trim().slice(COOKIE.length + 1);
}

/** A page on this computer may also have gone to its address in the network. */
function isThisComputer({ socket }: IncomingMessage): boolean {
  const [from, to] = [socket.remoteAddress, socket.localAddress].map((one) => one?.replace(/^::ffff:/, ''));
  return from !== undefined && (from === to || from === '::1' || from.startsWith('127.'));
}
