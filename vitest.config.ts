import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] } },
  test: {
    setupFiles: ['.ci/property-seed.ts'],
    globalSetup: ['.ci/go.ts', '.ci/postgres.ts'],
    // As many as the machines of CI have cores: Vitest would leave one of the two idle.
    maxWorkers: 2,
    // No test is a race: a busy machine may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
})
