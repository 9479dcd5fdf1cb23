import { randomInt, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'nearhand-demo-code';
/** In seconds: a device is asked once, and then for a month not. */
const REMEMBERED = 30 * 24 * 3600;
/** Wrong codes, from all devices together, in so many ms: a million codes would take a year. */
const TRIES = 20;
const WINDOW = 600_000;

export const madeCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Who may be an agent of the demo: whoever is on this computer, and whoever has seen what it printed. */
export class Door {
  readonly #code: string;
  readonly #clock: () => number;
  #wrong: number[] = [];

  constructor(code: string, clock = Date.now) {
    this.#code = code;
    this.#clock = clock;
  }

  isOpenTo(request: IncomingMessage): boolean {
    return isThisComputer(request) || this.#isCode(cookieIn(request.headers.cookie ?? ''));
  }

  /** The cookie to set for the right code; `wrong`, and `later` after too many of these. */
  try(code: unknown): { readonly cookie: string } | 'wrong' | 'later' {
    const now = this.#clock();
    this.#wrong = this.#wrong.filter((at) => at > now - WINDOW);
    if (this.#wrong.length >= TRIES) return 'later';
    if (typeof code === 'string' && this.#isCode(code))
      return { cookie: `${COOKIE}=${code}; Path=/; Max-Age=${REMEMBERED}; HttpOnly; SameSite=Strict` };
    this.#wrong.push(now);
    return 'wrong';
  }

  #isCode(said: string): boolean {
    const [one, other] = [Buffer.from(said), Buffer.from(this.#code)];
    return one.length === other.length && timingSafeEqual(one, other);
  }
}

function cookieIn(header: string): string {
  const found = header.split(';').find((pair) => pair.trim().startsWith(`${COOKIE}=`));
  return found?.trim().slice(COOKIE.length + 1) ?? '';
}

/** A page on this computer may also have gone to its address in the network. */
function isThisComputer({ socket }: IncomingMessage): boolean {
  const [from, to] = [socket.remoteAddress, socket.localAddress].map((one) => one?.replace(/^::ffff:/, ''));
  return from !== undefined && (from === to || from === '::1' || from.startsWith('127.'));
}
