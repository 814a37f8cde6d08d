import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { manualPages } from './vite-manual.ts';

export default defineConfig({
  plugins: [manualPages(), sveltekit()],
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The manual lies outside of what Kit serves by itself.
    fs: { allow: ['docs/manual'] },
    proxy: {
      '/api': 'http://127.0.0.1:4321',
      '/sync': { target: 'ws://127.0.0.1:4321', ws: true }
    }
  }
});
