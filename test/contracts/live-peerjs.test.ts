import { executeServerCommand } from '@web/test-runner-commands';
import { peerjs } from '../../plugins/peerjs/index.js';
import { newId } from '../../src/domain/ids.js';
import { GrantOffice } from '../support/grants.js';
import { liveContract } from './live.contract.js';

liveContract({
  name: 'peerjs',
  port: async () => peerjs().start({ signal: new AbortController().signal, onDispose: () => undefined }),
  async office() {
    const url = await executeServerCommand<string, undefined>('peer-server:url');
    return new GrantOffice(({ session }) => ({ url, id: `${session.id}-${newId()}`, ticket: newId() }));
  },
});
