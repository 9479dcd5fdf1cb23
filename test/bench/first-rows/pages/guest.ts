import 'nearhand/elements/host';
import 'nearhand/elements/join';
import { all, markWhen } from './mark.js';

/** "I agree, go on", which hands in this form. */
markWhen(() => !all(document, 'button[form="consent"]').next().done);
