import { createServer } from 'node:http';
import { ExpressPeerServer } from 'peer';

/**
 * A real PeerServer for the tests, on a free port, with the roster that a Nearhand backend adds to it: who is connected
 * under the room that the bearer token's session names. Signatures are the peers' to check, and are not checked here.
 */
export function peerServer() {
  const server = createServer();
  const connected = new Map();
  const peers = ExpressPeerServer(server, { path: '/' });
  peers.on('connection', (client) => connected.set(client.getId(), client));
  peers.on('disconnect', (client) => connected.delete(client.getId()));
  const app = ExpressPeerServer(server);
  app.use('/live', peers);
  server.on('request', (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'authorization');
    if (request.method === 'OPTIONS') return response.end();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ peers: roster(request.headers.authorization ?? '', connected) }));
  });
  const commands = {
    'peer-server:url': () => `http://localhost:${server.address().port}/live`,
    'peer-server:drop': ({ id }) => connected.get(id)?.getSocket()?.terminate() !== undefined,
  };
  return {
    name: 'peer-server',
    serverStart: () => new Promise((resolve) => server.listen(0, 'localhost', resolve)),
    serverStop: () => {
      for (const client of connected.values()) client.getSocket()?.terminate();
      server.closeAllConnections();
      server.close();
    },
    executeCommand: ({ command, payload }) => commands[command]?.(payload ?? {}),
  };
}

function roster(authorization, connected) {
  const body = authorization.split('.')[1] ?? '';
  const { sid } = JSON.parse(Buffer.from(body, 'base64url').toString() || '{}');
  return [...connected.keys()].filter((id) => id.startsWith(`${sid}-`));
}
