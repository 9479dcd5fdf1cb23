import type { NearhandError } from '../host/errors.js';
import type { BackendPort, Beginning } from '../ports/backend-port.js';
import { Remote } from './remote.js';

/** In ms: a local copy that is not open by then is called slow. On most devices it takes 20 to 200. */
const SLOW = 300;

export interface EarlyOptions {
  readonly backend: BackendPort;
  tell(rows: Beginning): void;
  /** Of a row that does not fit; what fails as a whole fails again, and is told, once the copy is open. */
  report(error: NearhandError): void;
}

/** Asks for the first rows by themselves, unless the copy is open in time; the returned function says that it is. */
export function askEarly({ backend, tell, report }: EarlyOptions): () => void {
  const opened = new AbortController();
  const timer = setTimeout(() => {
    new Remote(backend, report).begin(opened.signal).then(tell, () => undefined);
  }, SLOW);
  return () => {
    clearTimeout(timer);
    opened.abort();
  };
}
