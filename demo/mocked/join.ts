import { start } from './start.js';

void start(() => import('./join-elements.js'));
