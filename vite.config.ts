import { defineConfig } from 'vite';

export default defineConfig({
  root: 'demo',
  base: './',
  cacheDir: '../.cache/vite',
});
