import * as v from 'valibot';
import { Change } from '../domain/change.js';
import { NearhandError } from '../host/errors.js';
import { isFromServer, lay } from './overlay.js';
import type { Kept } from './schema.js';
import type { Tables } from './tables.js';

/**
 * Keeps a row that a peer sent, unless the backend's own version is here already.
 * @throws NearhandError `live/peer-misbehaved` for a row that does not fit its schema.
 */
export async function receiveRow(tables: Tables, change: Change): Promise<void> {
  const { success, output } = v.safeParse(Change, change);
  if (!success) throw new NearhandError('live/peer-misbehaved', 'A row from a peer does not fit its schema');
  await tables.write([output.collection, 'sessions'], async (writer) => {
    const kept: Kept | undefined = await writer.get(output.collection, output.row.id);
    if (!isFromServer(kept)) await lay(writer, output, 'wire');
  });
}
