/**
 * The packages that pages load, prepared before the first page is served. Vite would find them by itself, but then it
 * finds some only while a page is loading, and what that page has loaded is thrown away.
 */
export const BROWSER_PACKAGES = [
  '@lit/context',
  'eventsource-parser',
  'hono',
  'hono/compress',
  'hono/cors',
  'jose',
  'lit',
  'lit/decorators.js',
  'lit/directives/live.js',
  'lit/directives/repeat.js',
  'lucide',
  'peerjs',
  'perfect-freehand',
  'uqr',
  'uuid',
  'valibot',
];
