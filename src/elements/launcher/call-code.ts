/** All that shows a session, in one piece: begun at the press, beside the questions to the backend. */
import '../host/shown-views.js';
import '../overlay/overlay.js';
import '../session-view/session-view.js';
