import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running station. */
const station = 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    outDir: '../../target/classes/webroot',
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The pages' content security policy knows no data: addresses and no inline script.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  server: {
    proxy: { '/api': station, '/healthz': station },
  },
  test: {
    include: ['src/**/*.test.ts'],
  },
});
