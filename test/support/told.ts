import { stub } from './store-bench.js';
import { seen } from './user.js';

/** What whoever builds the page is told meanwhile: the lines of the console's errors, which are shown nowhere else. */
export class Told {
  readonly lines: string[] = [];
  readonly restore = stub(console, 'error', (...words: unknown[]) => void this.lines.push(words.join(' ')));

  seen(words: RegExp): Promise<true> {
    return seen(() => this.lines.some((line) => words.test(line)) || undefined, String(words));
  }
}
