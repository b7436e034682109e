import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { launchOptions } from './browsers.ts'
import { Demo } from './demo.ts'

/** Takes the README's pictures anew: `pnpm screenshots`. */
const pictureAt = (name: string): string =>
  fileURLToPath(new URL(`../examples/demo/screenshots/${name}.png`, import.meta.url))

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
} finally {
  await browser.close()
  await demo.remove()
}
