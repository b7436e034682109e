import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPage } from '@constat/verifier/build'
import { goldenPath, goldenTrust, type Golden } from '@constat/verifier/testing'
import { test as base, type Page } from '@playwright/test'

/** The page as a person opens it from disk. */
export type Opened = {
  readonly page: Page
  /** A folder of the test's own. */
  readonly folder: string
  readonly trust: (name: Golden) => Promise<void>
  readonly choose: (path: string) => Promise<void>
  /** Chooses a golden certificate under its own trust. */
  readonly golden: (name: Golden) => Promise<void>
  /** Drops files on what a selector names. */
  readonly drop: (
    selector: string,
    files: readonly { readonly name: string; readonly text: string }[],
  ) => Promise<void>
}

export const trustPaths = (name: Golden): string[] => {
  const folder = goldenTrust(name)
  return readdirSync(folder).map((file) => join(folder, file))
}

const operate = (page: Page, folder: string): Opened => {
  const trust = (name: Golden) => page.locator('#trust-files').setInputFiles(trustPaths(name))
  const choose = (path: string) => page.locator('#certificate-file').setInputFiles(path)
  return {
    page,
    folder,
    trust,
    choose,
    golden: async (name) => {
      await trust(name)
      await choose(goldenPath(name))
    },
    drop: (selector, files) =>
      page.evaluate(
        ([target, dropped]) => {
          const dataTransfer = new DataTransfer()
          for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name))
          const options = { dataTransfer, bubbles: true, cancelable: true }
          const over = document.querySelector(target)
          over?.dispatchEvent(new DragEvent('dragover', options))
          over?.dispatchEvent(new DragEvent('drop', options))
        },
        [selector, files] as const,
      ),
  }
}

/**
 * `test` with the page opened from disk. After each test nothing but the page itself was asked for, and its CSP was broken
 * by nothing.
 */
export const test = base.extend<{ opened: Opened }, { built: Promise<string> }>({
  built: [buildPage().then(({ html }) => html), { scope: 'worker' }],
  opened: async ({ page, built }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'constat-page-'))
    const path = join(folder, 'verify.html')
    await writeFile(path, await built)
    const asked: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    const url = pathToFileURL(path).href
    await page.goto(url)
    await use(operate(page, folder))
    await rm(folder, { recursive: true })
    base.expect(asked.filter((each) => each !== url)).toEqual([])
    base.expect(complaints).toEqual([])
  },
})

export { expect } from '@playwright/test'
