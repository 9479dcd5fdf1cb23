import type { Plugin } from 'vite';
export function workerText(): Plugin;
