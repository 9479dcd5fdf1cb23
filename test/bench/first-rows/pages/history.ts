import 'nearhand/elements/host';
import 'nearhand/elements/history';
import { inside, markWhen } from './mark.js';

markWhen(() => inside('nearhand-history', 'button.entry'));
