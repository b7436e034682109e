import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/browsers.ts'

// The workers, too, find the packages at their source.
process.env['NODE_OPTIONS'] = '--conditions=@constat/source'

const CHROMIUM = { browserName: 'chromium', launchOptions: launchOptions('chromium') } as const
const SHELL = {
  browserName: 'chromium',
  launchOptions: launchOptions('chromium-headless-shell'),
} as const
const FIREFOX = {
  browserName: 'firefox',
  launchOptions: {
    ...launchOptions('firefox'),
    firefoxUserPrefs: {
      // The driver itself activates the page; its activation must be over before a test asks what a page may do alone.
      'dom.user_activation.transient.timeout': 100,
      // Each test has a window of its own: what no test looks at is not made for it, which takes a tenth off all of them.
      'browser.newtab.preload': false,
      'browser.newtabpage.enabled': false,
      'browser.translations.enable': false,
      'browser.ml.enable': false,
      'sidebar.revamp': false,
      'identity.fxaccounts.enabled': false,
      'dom.ipc.processPrelaunch.enabled': false,
    },
  },
} as const

// What the engine alone has not, or does otherwise.
const NEEDS_THE_BROWSER = ['back-forward.chromium.spec.ts', 'pictures.chromium.spec.ts']

export default defineConfig({
  // Vitest runs the tests of components, which stand in the same folder.
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  forbidOnly: true,
  // As in vitest.config.ts.
  retries: process.env['CI'] ? 1 : 0,
  workers: 3,
  timeout: 60_000,
  // No test is a race: a busy machine may be slow.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  outputDir: 'test-results/pages',
  snapshotPathTemplate: '{testDir}/{arg}{ext}',
  // A missing picture or tree is a failure, never a new baseline.
  updateSnapshots: 'none',
  projects: [
    { name: 'e2e', testDir: 'e2e', testIgnore: '**/dist/**', use: CHROMIUM },
    {
      name: 'widget in Chromium',
      testDir: 'packages/widget/test',
      testIgnore: NEEDS_THE_BROWSER,
      use: SHELL,
    },
    {
      name: 'widget in the whole Chromium',
      testDir: 'packages/widget/test',
      testMatch: NEEDS_THE_BROWSER,
      use: CHROMIUM,
    },
    {
      name: 'widget in Firefox',
      testDir: 'packages/widget/test',
      // Under this Playwright Firefox silently ignores emulateMedia: those tests would pass without testing.
      testIgnore: '*.chromium.spec.ts',
      use: FIREFOX,
    },
    { name: 'page in Chromium', testDir: 'packages/verifier/test', use: SHELL },
    {
      name: 'page in Firefox',
      testDir: 'packages/verifier/test',
      testIgnore: '*.chromium.spec.ts',
      use: FIREFOX,
    },
  ],
})
