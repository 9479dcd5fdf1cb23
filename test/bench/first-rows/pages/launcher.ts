import 'nearhand/elements/host';
import 'nearhand/elements/launcher';
import { inside, markWhen } from './mark.js';

markWhen(() => inside('nearhand-launcher', 'button:not([disabled])'));
