import { defineConfig } from 'vitest/config';

/** Apart from vite.config.ts on purpose: with the Kit plugin loaded a vitest run does not exit. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'tests/{architecture,convergence,contracts,chaos,documents}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2
  }
});
