import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium, firefox, type LaunchOptions } from '@playwright/test'
import { attempt, installFromDebian, isRoot } from './debian.ts'

/**
 * What the tests run in. Chromium's headless shell has the engine without the browser around it: a third of the processor time, but
 * no back/forward cache, and letters drawn in its own way.
 */
export type Engine = 'chromium' | 'chromium-headless-shell' | 'firefox'

const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const INSTALLED: { readonly [engine in Engine]: readonly string[] } = {
  chromium: CHROMIUM,
  // The whole browser does for its engine.
  'chromium-headless-shell': ['/usr/bin/chromium-headless-shell', ...CHROMIUM],
  firefox: ['/usr/bin/firefox-esr'],
}
const DEBIAN_PACKAGE: { readonly [engine in Engine]: string } = {
  chromium: 'chromium',
  'chromium-headless-shell': 'chromium-headless-shell',
  firefox: 'firefox-esr',
}
const OWN = { chromium, 'chromium-headless-shell': chromium, firefox } as const

/** The engine's executable from the system, or undefined where only Playwright's own build can serve. */
const installed = (engine: Engine): string | undefined => INSTALLED[engine].find((path) => existsSync(path))

const hasOwnBuild = (engine: Engine): boolean => existsSync(OWN[engine].executablePath())

// Background traffic of Chromium is refused in closed networks, many connections at a time; as root it has no sandbox.
const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// For the shell, which would else draw letters larger than the browser does; the browser has no such switch.
const SHELL_ARGS = ['--font-render-hinting=none']

/** How to start an engine here. Debian's Firefox speaks WebDriver BiDi, for which Playwright has a channel. */
export const launchOptions = (engine: Engine): LaunchOptions & { readonly channel?: string } => {
  const executablePath = installed(engine)
  const path = executablePath ? { executablePath } : {}
  return engine !== 'firefox'
    ? { ...path, args: [...CHROMIUM_ARGS, ...SHELL_ARGS, ...(isRoot() ? ['--no-sandbox'] : [])] }
    : { ...path, ...(executablePath ? { channel: 'moz-firefox' } : {}) }
}

const playwrightCli = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js')

/**
 * Makes sure that an engine can be started: the system's, else Playwright's own download, else Debian's package.
 *
 * @throws Error saying what to install by hand.
 */
export const ensureBrowser = (engine: Engine): void => {
  const isThere = (): boolean => installed(engine) !== undefined || hasOwnBuild(engine)
  if (isThere()) return
  const byApt = (): boolean => installFromDebian(DEBIAN_PACKAGE[engine])
  const byPlaywright = (): boolean => attempt(process.execPath, playwrightCli(), 'install', engine)
  if ((byPlaywright() || byApt()) && isThere()) return
  throw new Error(
    `No ${engine} to test with. Install it (Debian: apt-get install ${DEBIAN_PACKAGE[engine]}; elsewhere: npx playwright install ${engine}) and run the tests again.`,
  )
}

/** Makes sure of Chromium, and of its headless shell where Debian has one; without it, tests take longer. */
export const ensureChromium = (): void => {
  ensureBrowser('chromium')
  const [path = ''] = INSTALLED['chromium-headless-shell']
  if (installed('chromium') === '/usr/bin/chromium' && !existsSync(path))
    installFromDebian(DEBIAN_PACKAGE['chromium-headless-shell'])
}
