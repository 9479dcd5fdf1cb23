import { start } from './page.js';

void start();
