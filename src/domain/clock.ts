/** In ms: less is the way of an answer, not a wrong clock. */
const TOLERANCE = 2_000;

/** How far this device's clock is ahead of the backend's, in ms. One for the whole page: it is the device that errs. */
let ahead = 0;

/** In ms since 1970, by the backend's clock as far as it is known: who is who, and what came first, must not hang on a device's. */
export const timeNow = (): number => Date.now() - ahead;

/**
 * The backend said that it is so late, at some moment between `asked` (ms since 1970, by this device's own clock) and now.
 */
export function learnTime(instant: string, asked: number): void {
  const said = Date.parse(instant);
  const heard = Date.now();
  const isRight = said >= asked - TOLERANCE && said <= heard + TOLERANCE;
  ahead = isRight || Number.isNaN(said) ? 0 : (asked + heard) / 2 - said;
}
