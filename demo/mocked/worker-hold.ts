/** In ms. A browser stops a service worker that had nothing to do for half a minute. */
const BEAT = 20_000;

/**
 * Waits until this page's requests go through the worker, and sees to it that they always will: a worker that was
 * stopped has forgotten which pages it answers for, and MSW tells it only once.
 */
export async function holdWorker(script: string): Promise<void> {
  const { serviceWorker } = navigator;
  const isOurs = (): boolean => serviceWorker.controller?.scriptURL === script;
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (!isOurs()) return;
      serviceWorker.removeEventListener('controllerchange', check);
      resolve();
    };
    serviceWorker.addEventListener('controllerchange', check);
    check();
  });
  const remind = (): void => serviceWorker.controller?.postMessage('MOCK_ACTIVATE');
  setInterval(remind, BEAT);
  serviceWorker.addEventListener('controllerchange', remind);
  document.addEventListener('visibilitychange', remind);
}
