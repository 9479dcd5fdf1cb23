import type { NearhandError } from '../host/errors.js';
import type { BackendPort } from '../ports/backend-port.js';
import type { Person } from '../domain/session.js';
import type { Value } from '../ports/value.js';
import type { Early } from './early.js';
import { Loader } from './load.js';
import { MediaBytes } from './media.js';
import type { Outbox } from './outbox.js';
import { Puller } from './pull.js';
import { Remote } from './remote.js';
import type { StoreStatus } from './store.js';
import { Sync } from './sync.js';
import type { SyncOptions } from './sync.js';
import type { Tables } from './tables.js';

export interface ExchangeOptions extends Pick<SyncOptions, 'name' | 'onConnection' | 'askLeader'> {
  readonly backend: BackendPort;
  readonly tables: Tables;
  readonly outbox: Outbox;
  readonly user: Person;
  readonly status: Value<StoreStatus>;
  readonly early?: Early | undefined;
  report(error: NearhandError): void;
}

/** Everything of the local copy that talks to the backend. */
export class Exchange {
  readonly sync: Sync;
  readonly loader: Loader;
  readonly media: MediaBytes;

  constructor({ backend, tables, outbox, user, status, early, ...rest }: ExchangeOptions) {
    const remote = new Remote(backend, (error) => rest.report(error));
    this.loader = new Loader(tables, remote, status);
    this.media = new MediaBytes(tables, remote);
    this.sync = new Sync({ ...rest, outbox, remote, puller: new Puller({ tables, remote, user, early }) });
  }
}
