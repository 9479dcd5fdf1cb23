import '../src/elements/history/history.js';
import '../src/elements/host/host.js';
import './page.js';
import { signIn } from './sign-in.js';

signIn();
