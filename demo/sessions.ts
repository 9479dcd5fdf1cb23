import { passDoor } from './door.js';
import './page.js';
import './reset.js';
import { signIn } from './sign-in.js';

await passDoor();
signIn();
await Promise.all([
  import('../src/elements/host/host.js'),
  import('../src/elements/session-list/session-list.js'),
]);
