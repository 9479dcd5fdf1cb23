import { start } from './start.js';

void start(() => import('./ticket-elements.js'));
