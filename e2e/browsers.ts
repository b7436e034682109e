import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium, firefox, type LaunchOptions } from '@playwright/test'
import { attempt, installFromDebian, isRoot } from './debian.ts'

/** The engines that the tests run in. */
export type Engine = 'chromium' | 'firefox'

const INSTALLED: { readonly [engine in Engine]: readonly string[] } = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  firefox: ['/usr/bin/firefox-esr'],
}
const DEBIAN_PACKAGE: { readonly [engine in Engine]: string } = {
  chromium: 'chromium',
  firefox: 'firefox-esr',
}
const OWN = { chromium, firefox } as const

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

/** How to start an engine here. Debian's Firefox speaks WebDriver BiDi, for which Playwright has a channel. */
export const launchOptions = (engine: Engine): LaunchOptions & { readonly channel?: string } => {
  const executablePath = installed(engine)
  const path = executablePath ? { executablePath } : {}
  return engine === 'chromium'
    ? { ...path, args: [...CHROMIUM_ARGS, ...(isRoot() ? ['--no-sandbox'] : [])] }
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
