/** What comes after "I agree", in one piece: it is loaded while the guest reads. */
import './guest-call.js';
import './join-camera.js';

export { LiveSession } from '../../ui/live-session.js';
