import { deleteDatabases } from './mocked/database.js';

/** Takes what this browser kept of the demo's tenant: it would show for ever what the server no longer has. */
export const forgetLocalCopies = (): Promise<void> => deleteDatabases('nearhand:demo:');
