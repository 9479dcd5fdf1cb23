import { newId } from '../domain/ids.js';
import { keepable, now } from '../domain/primitives.js';
import type { Message } from '../domain/messages/schema.js';
import type { Workspace } from './workspace.js';

/** Writes a chat message: kept here at once, shown to the others as fast as the way allows. */
export async function say(workspace: Workspace, sessionId: string, written: string): Promise<void> {
  const store = await workspace.open();
  const text = keepable(written);
  if (text.trim() === '') return;
  const message: Message = { id: newId(), sessionId, author: workspace.user, text, createdAt: now() };
  await store.mutate({ type: 'message.create', sessionId, message });
  workspace.live(sessionId)?.share({ collection: 'messages', row: message });
}
