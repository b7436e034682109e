import { defineConfig } from 'vitest/config'

/** The tests that say what the law is; those of the page, of reading and of generated questions are too slow to ask so often. */
export default defineConfig({
  resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@constat/source', 'module', 'node', 'development|production'] } },
  test: {
    setupFiles: ['mutation/warm.ts'],
    include: [
      'src/rules/{tables,dates}.test.ts',
      'src/decision/{scenarios,seed,obligations,defer,boundaries*}.test.ts',
    ],
  },
})
