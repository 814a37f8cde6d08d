import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true)
  },
  kit: {
    adapter: adapter({ pages: 'build/client', assets: 'build/client', fallback: 'index.html' }),
    files: { appTemplate: 'src/app.html' },
    // The service worker is registered by our own code, which waits until nothing is unaccepted before it updates.
    serviceWorker: { register: false },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        // Handsontable injects its theme as a <style> element.
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self', 'ws:', 'wss:'],
        'worker-src': ['self', 'blob:'],
        'object-src': ['none'],
        'base-uri': ['none']
      }
    },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../sync-server/**/*.ts', '../tests/**/*.ts', '../*.ts']
      })
    }
  }
};
