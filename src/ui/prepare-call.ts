import type { Host } from '../host/host.js';
import { tellDeveloper } from '../host/tell-developer.js';

/**
 * Somebody is about to enter a call: what the plugins need for it is loaded while the page does what goes before.
 * Never rejects: what fails here is told by whoever enters.
 */
export async function prepareCall(host: Host): Promise<void> {
  await host.started;
  try {
    host.backend?.prepareToEnter?.();
    host.find('live')?.prepareToJoin?.();
  } catch (error) {
    tellDeveloper(`a plugin threw while it prepared a call: ${String(error)}`);
  }
}
