import { NearhandError } from '../host/errors.js';
import { within } from '../store/deadline.js';
import { newWrites } from '../store/new-writes.js';
import type { MutationDraft } from '../store/store.js';
import type { Workspace } from './workspace.js';

/** In ms. */
const PATIENCE = 10_000;

/**
 * Sends what the local copy cannot keep straight to the backend. That the session has ended already is no failure.
 * @throws NearhandError of the backend
 */
export async function sendPastCopy(workspace: Workspace, draft: MutationDraft): Promise<void> {
  const backend = await workspace.backend();
  const mutation = newWrites.newMutation(draft);
  const receipt = await within(PATIENCE, workspace.signal, (signal) => backend.apply(mutation, signal));
  if (receipt.status === 'refused' && receipt.code !== 'session/ended')
    throw new NearhandError(receipt.code, `${draft.type} was refused`);
}
