import 'nearhand/elements/host';
import 'nearhand/elements/session-list';
import { inside, markWhen } from './mark.js';

markWhen(() => inside('nearhand-session-list', 'article.row'));
