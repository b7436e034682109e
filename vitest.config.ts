import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
})
