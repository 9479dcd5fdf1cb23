/*
 * Keeps every page and script of the demo that was seen, and answers with it when there is no network. It serves a page
 * from its next load on: taking over a page that is loading left a request of that page without any answer.
 */
const CACHE = 'nearhand-demo-1';

self.addEventListener('install', () => self.skipWaiting());

const isPage = (request) => {
  const url = new URL(request.url);
  const asksForData = url.pathname.startsWith('/nearhand/') || url.pathname.startsWith('/demo/token');
  return request.method === 'GET' && url.origin === self.location.origin && !asksForData;
};

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // What cannot be kept is shown all the same.
    if (response.ok) await cache.put(request, response.clone()).catch(() => undefined);
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  if (isPage(event.request)) event.respondWith(freshOrKept(event.request));
});
