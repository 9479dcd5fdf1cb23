import '../../src/elements/host/host.js';
import '../../src/elements/history/history.js';
import '../../src/elements/launcher/launcher.js';
import '../../src/elements/session-list/session-list.js';
import '../page.js';
import { signIn } from '../sign-in.js';

signIn();
