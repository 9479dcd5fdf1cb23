import { local } from '../../plugins/local/index.js';
import { GrantOffice } from '../support/grants.js';
import { liveContract } from './live.contract.js';

liveContract({
  name: 'local',
  port: async () => local().start({ signal: new AbortController().signal, onDispose: () => undefined }),
  office: async () => new GrantOffice(),
});
