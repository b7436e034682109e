import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildPage } from '@constat/verifier/build'
import { goldenPath, goldenTrust, newFolder } from '@constat/verifier/testing'
import { chromium, type Browser } from '@playwright/test'
import { launchOptions } from './browsers.ts'
import { Demo } from './demo.ts'

/** Takes the README's pictures anew: `pnpm screenshots`. */
const pictureAt = (name: string): string =>
  fileURLToPath(new URL(`../examples/demo/screenshots/${name}.png`, import.meta.url))

/** The page that verifies, with a certificate that time and witnesses vouch for. */
const pictureVerifier = async (browser: Browser): Promise<void> => {
  const path = join(newFolder(), 'verify.html')
  writeFileSync(path, (await buildPage()).html)
  const page = await browser.newPage({ viewport: { width: 820, height: 1300 }, locale: 'fr-FR' })
  await page.goto(pathToFileURL(path).href)
  const trust = goldenTrust('timestamped')
  await page.locator('#trust-files').setInputFiles(readdirSync(trust).map((file) => join(trust, file)))
  await page.locator('#phone').fill('06 39 98 12 34')
  await page.locator('#certificate-file').setInputFiles(goldenPath('timestamped'))
  await page.locator('#verdict').waitFor()
  await page.screenshot({
    path: fileURLToPath(new URL('../packages/verifier/screenshots/report.png', import.meta.url)),
  })
}

/** The page where looks are tried, with a few tried. */
const picturePlayground = async (browser: Browser, url: string): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}/playground`)
  await page.getByLabel('Language of the page').selectOption('en')
  await page.getByLabel('Accent').fill('#0b6e4f')
  await page.getByLabel('Radius').fill('14')
  await page.getByRole('radio', { name: 'No', exact: true }).check()
  await page.screenshot({
    path: fileURLToPath(new URL('../examples/playground/screenshots/playground.png', import.meta.url)),
    fullPage: true,
  })
}

const demo = await Demo.create()
const browser = await chromium.launch(launchOptions('chromium'))
try {
  await demo.start()
  const page = await browser.newPage({ viewport: { width: 760, height: 1000 } })
  await page.goto(`${demo.url}/demo`)
  await page.getByRole('textbox', { name: 'Nom' }).fill('Ada Lovelace')
  await page.getByRole('textbox', { name: 'Téléphone' }).fill('06 39 98 12 34')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.fr')
  await page.getByRole('checkbox', { name: 'm’appelle' }).check()
  await page.screenshot({ path: pictureAt('form'), fullPage: true })
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await page.getByRole('link', { name: 'Voir ou retirer' }).click()
  await page.getByRole('button', { name: 'Retirer mes accords' }).waitFor()
  await page.screenshot({ path: pictureAt('person'), fullPage: true })
  await picturePlayground(browser, demo.url)
  await pictureVerifier(browser)
} finally {
  await browser.close()
  await demo.remove()
}
