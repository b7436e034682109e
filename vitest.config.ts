import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] } },
  test: {
    setupFiles: ['.ci/property-seed.ts'],
    globalSetup: ['.ci/go.ts', '.ci/postgres.ts'],
    // One more than the machines of CI have cores: many tests wait for programs that they started.
    maxWorkers: 3,
    // No test changes a module: so each is loaded once a worker, which halves the time of the whole.
    isolate: false,
    // No test is a race: a busy machine may be slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A developer sees at once what is flaky; CI, which decides over all, names it and tries once more.
    retry: process.env['CI'] ? 1 : 0,
    include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
})
