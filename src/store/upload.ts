import { codeOf, isFinal } from './drain.js';
import type { StillLeads } from './leader.js';
import type { Outbox } from './outbox.js';
import { refusal } from './refusal.js';
import type { Remote } from './remote.js';
import type { OutboxRow } from './schema.js';

/**
 * Sends the bytes that wait. One that fails does not hold the others up, unless the backend wants to be left alone; the
 * first failure is thrown at the end.
 */
export async function uploadAll(
  outbox: Outbox,
  remote: Remote,
  signal: AbortSignal,
  stillLeads: StillLeads,
): Promise<void> {
  const failed = new Map<string, unknown>();
  for (;;) {
    const next = (await outbox.uploads()).find(({ id }) => !failed.has(id));
    if (!next) break;
    await stillLeads();
    await upload(next, outbox, remote, signal).catch((error: unknown) => {
      if (signal.aborted || codeOf(error) === 'backend/rate-limited') throw error;
      failed.set(next.id, error);
    });
  }
  for (const error of failed.values()) throw error;
}

async function upload(entry: OutboxRow, outbox: Outbox, remote: Remote, signal: AbortSignal): Promise<void> {
  const { mutation } = entry;
  if (mutation.type !== 'media.create') return;
  const bytes = await outbox.bytesOf(mutation.media.id);
  if (!bytes) return outbox.settle(refusal(entry.id, 'storage/failed'));
  try {
    const about = { id: mutation.media.id, sessionId: entry.sessionId, signal };
    await outbox.uploaded(entry.id, await remote.upload(bytes.blob, about));
  } catch (error) {
    if (signal.aborted || !isFinal(error)) throw error;
    await outbox.settle(refusal(entry.id, codeOf(error)));
  }
}
