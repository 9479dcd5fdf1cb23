import '../../src/elements/host/host.js';
import '../../src/elements/join/join.js';
import '../page.js';
