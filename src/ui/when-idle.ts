/** In ms: so long what can wait is put off at most, by a page that is never done. */
const PATIENCE = 300;

/** Resolves once the browser has drawn what is there to be drawn, and has nothing better to do. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has none; three frames are drawn by then.
    if (!('requestIdleCallback' in globalThis)) return void setTimeout(resolve, PATIENCE / 6);
    requestIdleCallback(() => resolve(), { timeout: PATIENCE });
  });
