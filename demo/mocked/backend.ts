import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { mintAgentToken } from '../../plugins/rest/server/agents.js';
import { createServer } from '../../plugins/rest/server/server.js';
import { DEMO_AGENTS } from '../server/agents.js';
import { deleteDatabases } from './database.js';
import { fillWithSamples } from '../samples/sample-data.js';
import { fetchedPictures } from './sample-files.js';
import { SharedStorage } from './shared-storage.js';
import { holdWorker } from './worker-hold.js';

export const TENANT = 'mocked';
const NAME = 'demo-without-a-server';
/** Guards nothing: server and page are one, and the data is made up. */
const SECRET = 'no secret at all, since this server runs in the page';

export interface MockedBackend {
  /** Back to fresh sample data, in every tab; each then loads again. */
  reset(): Promise<void>;
}

/**
 * The reference server's own code, answering this page's requests from inside the page. It stands beside the page, at
 * `nearhand/`; `demo-token` is what a vendor's server would answer for whoever is signed in.
 */
export async function startBackend(): Promise<MockedBackend> {
  const here = (path: string): URL => new URL(path, document.baseURI);
  const storage = await SharedStorage.open({
    name: NAME,
    fill: (empty) => fillWithSamples(empty, TENANT, fetchedPictures),
  });
  const server = createServer({
    storage,
    agents: { keys: [{ alg: 'HS256', secret: SECRET }] },
    guestPage: here('join.html').href,
    organisation: 'Acme Industrial',
    base: here('nearhand').pathname,
  });
  const worker = setupWorker(
    http.all(`${here('nearhand').href}/*`, ({ request }) => server.fetch(request)),
    http.get(here('demo-token').href, ({ request }) => answerToken(new URL(request.url))),
  );
  await worker.start({
    quiet: true,
    onUnhandledRequest: 'bypass',
    serviceWorker: {
      url: here('mockServiceWorker.js').pathname,
      options: { scope: here('./').pathname },
    },
  });
  await holdWorker(here('mockServiceWorker.js').href);
  return { reset: resetOf(storage) };
}

async function answerToken(url: URL): Promise<Response> {
  const agent = DEMO_AGENTS.find(({ id }) => id === url.searchParams.get('as'));
  if (!agent) return HttpResponse.json({}, { status: 404 });
  return HttpResponse.json({ token: await mintAgentToken({ secret: SECRET, tenant: TENANT, ...agent }) });
}

/** Local copies of what is gone would show it for ever, so that they go too. */
function resetOf(storage: SharedStorage): () => Promise<void> {
  const tabs = new BroadcastChannel(`${NAME}:reset`);
  tabs.addEventListener('message', () => location.reload());
  return async () => {
    await storage.reset();
    await deleteDatabases(`nearhand:${TENANT}:`);
    tabs.postMessage('reset');
    location.reload();
  };
}
