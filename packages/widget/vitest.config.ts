import { defineConfig } from 'vitest/config'
import { launchOptions } from '../../e2e/browsers.ts'
import { provider } from './test/components/provider.ts'

const conditions = ['@constat/source', 'module', 'default']

// As in .ci/property-seed.ts, which runs in Node; the page under test has no environment.
const { CI, CONSTAT_FUZZ_SEED: seed = 20_261_121, CONSTAT_FUZZ_RUNS: runs = 60 } = process.env

/** The element by itself, in real engines; what needs navigation, the network edge or pictures stands in `*.spec.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['browser', ...conditions] },
  environments: { __vitest__: { resolve: { conditions: ['node', ...conditions] } } },
  // Found while tests run, they would reload the page under them.
  optimizeDeps: { include: ['fast-check', 'lit'] },
  test: {
    api: { host: '127.0.0.1', port: 41_315 },
    name: 'components',
    include: ['test/components/*.test.ts'],
    globalSetup: ['test/components/serve.ts'],
    provide: { fuzzSeed: Number(seed), fuzzRuns: Number(runs) },
    // No test is a race: a busy machine may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As in ../../vitest.config.ts.
    retry: CI ? 1 : 0,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      // Firefox has taken more than a minute to come up beside all the other tests.
      connectTimeout: 240_000,
      instances: [
        {
          browser: 'chromium',
          provider: provider({ launchOptions: launchOptions('chromium-headless-shell') }),
        },
        {
          browser: 'firefox',
          provider: provider({
            launchOptions: {
              ...launchOptions('firefox'),
              // As in playwright.config.ts: the driver's own activation must be over before a page acts alone.
              firefoxUserPrefs: { 'dom.user_activation.transient.timeout': 100 },
            },
          }),
        },
      ],
    },
  },
})
