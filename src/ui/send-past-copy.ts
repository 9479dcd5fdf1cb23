import { isNearhandError, NearhandError } from '../host/errors.js';
import { within } from '../store/deadline.js';
import { newMutation } from '../store/new-writes.js';
import type { MutationDraft } from '../store/store.js';
import type { Workspace } from './workspace.js';

/** What neither the local copy nor the backend took when a session ended. */
export interface NotWritten {
  readonly error: NearhandError;
  /** The closing note, where that is lost too. */
  readonly note: string | undefined;
}

/** In ms. */
const PATIENCE = 10_000;

/**
 * Sends what the local copy cannot keep straight to the backend. That the session has ended already is no failure.
 * @throws NearhandError of the backend
 */
async function sendPastCopy(workspace: Workspace, draft: MutationDraft): Promise<void> {
  const backend = await workspace.backend();
  const mutation = newMutation(draft);
  const receipt = await within(PATIENCE, workspace.signal, (signal) => backend.apply(mutation, signal));
  if (receipt.status === 'refused' && receipt.code !== 'session/ended')
    throw new NearhandError(receipt.code, `${draft.type} was refused`);
}

/** Writes to the local copy; what that cannot keep goes straight to the backend. Gives why neither took it, if so. */
export async function writeAnyhow(
  workspace: Workspace | undefined,
  draft: MutationDraft,
  write: () => Promise<void>,
): Promise<NearhandError | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!workspace || !isNearhandError(error) || !error.code.startsWith('storage/')) throw error;
    return sendPastCopy(workspace, draft).then(
      () => undefined,
      () => error,
    );
  }
}
