/** Packets a second at most: a third of what a receiver takes from one peer (`wire/allowance`). */
const PACKETS = 70;
/** In ms: a pose each 33 ms, as frames come, is as often as anybody can use; a little less, since frames do not come evenly. */
const SOONEST = 25;

/** How often poses go out: 30 Hz for a few marks, less for many, never below 10 Hz with the 40 marks that fit. */
export class Pace {
  #next = -Infinity;

  /** May this many packets go out at this time (ms)? */
  take(packets: number, time: number): boolean {
    // A clock that went back is another camera's.
    if (time < this.#next && this.#next - time < 1_000) return false;
    this.#next = time + Math.max(SOONEST, (packets * 1_000) / PACKETS);
    return true;
  }
}
