import { createServer, listen } from '../../../plugins/rest/server/node.js';
import { SqlStorage } from '../../../plugins/rest/server/sql-storage.js';
import { agentsOfTests } from '../../support/rest-bench.js';
import { openDatabase } from '../../server/databases.js';
import { fill } from './fill.js';

/** The server as a process of its own, so that its CPU and memory are its own: asked for by messages. */
const [, , database = '', sessions = ''] = process.argv;
const sql = await openDatabase(database);
const storage = await SqlStorage.open(sql);
await fill(sql, Number(sessions));
const server = createServer({ storage, agents: agentsOfTests, guestPage: '/join.html' });
const { url } = await listen(server, { port: 0, host: '127.0.0.1' });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1000, memory: process.memoryUsage.rss() / 1024 / 1024 });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: url.replace('localhost', '127.0.0.1') });
