/**
 * Keeps the screen on until the returned function is called: who films with a phone does not touch it. The browser lets
 * go whenever the page is hidden, so it is asked again when it is seen. Where it cannot, or will not (a low battery),
 * the screen sleeps as ever. https://www.w3.org/TR/screen-wake-lock/
 */
export function stayAwake(): () => void {
  const lock = (navigator as Partial<Pick<Navigator, 'wakeLock'>>).wakeLock;
  if (!lock) return () => undefined;
  let isOver = false;
  let held: WakeLockSentinel | undefined;
  const release = (sentinel: WakeLockSentinel | undefined): void =>
    void sentinel?.release().catch(() => undefined);
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || (held && !held.released)) return;
    const given = await lock.request('screen').catch(() => undefined);
    if (isOver) release(given);
    else held = given;
  };
  document.addEventListener('visibilitychange', ask);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    release(held);
  };
}
