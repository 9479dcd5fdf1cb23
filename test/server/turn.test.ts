import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { it } from 'node:test';
import { turnServers } from '../../plugins/rest/server/turn.js';

it('makes TURN credentials as coturn computes them', async () => {
  const now = Date.parse('2026-11-22T10:00:00.000Z');
  const [server] = await turnServers(
    { urls: ['turn:turn.example'], secret: 'north', ttl: 3600 },
    'tomas',
    now,
  );
  const username = `${now / 1000 + 3600}:tomas`;
  const credential = createHmac('sha1', 'north').update(username).digest('base64');
  assert.deepEqual(server, { urls: ['turn:turn.example'], username, credential });
});
