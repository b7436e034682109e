import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { expect, test } from './site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

test('axe finds nothing, closed, opened and answered', async ({ page, site }) => {
  await page.goto(site.serve())
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  for (const summary of await page.locator('summary').all()) await summary.click()
  await page.getByRole('radio', { name: 'Non' }).check()
  expect(await violations(page)).toEqual([])
})

test('its structure is that of a native group of fields', async ({ page, site }) => {
  await page.goto(site.serve())
  await expect(page.locator('constat-choices')).toMatchAriaSnapshot(`
    - group "Vos choix":
      - paragraph: /Sans votre accord préalable/
      - checkbox /J’accepte que Cuisines du Val/
      - list:
        - listitem:
          - link "Cuisines du Val SAS"
      - group /Acceptez-vous/:
        - radio "Oui"
        - radio "Non"
      - list:
        - listitem:
          - link "Sols de Loire SARL"
      - checkbox /Je m’oppose/
      - group: À propos de cet accord
      - group: À propos de vos données et de vos droits
      - status
  `)
  await expect(page.getByRole('checkbox', { name: /accepte que/ })).toHaveAccessibleDescription(
    /Cuisines du Val SAS/,
  )
  await expect(page.locator('constat-choices fieldset').first()).toHaveAttribute('lang', 'fr')
})

test('the keyboard alone reads and answers everything', async ({ page, site }) => {
  await page.goto(site.serve())
  await page.getByRole('textbox', { name: 'Téléphone' }).focus()
  const next = () => page.keyboard.press('Tab')
  await next()
  await expect(page.getByRole('checkbox', { name: /accepte que/ })).toBeFocused()
  await page.keyboard.press('Space')
  await next()
  await expect(page.getByRole('link', { name: 'Cuisines du Val SAS' }).first()).toBeFocused()
  await next()
  await expect(page.getByRole('radio', { name: 'Oui' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Non' })).toBeChecked()
  await page.getByText('À propos de cet accord').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('L’accord vaut un an')).toBeVisible()
  expect(await page.evaluate(() => Object.fromEntries(new FormData(document.forms[0])))).toMatchObject({
    'choices[appel]': 'granted',
    'choices[partenaires]': 'refused',
  })
})

test('accept and refuse are equal, targets are 24 px, nothing overflows at 320 px', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto(site.serve())
  const [yes, no] = await Promise.all(
    ['Oui', 'Non'].map(
      async (name) => (await page.getByRole('radio', { name }).locator('..').boundingBox())!,
    ),
  )
  expect([yes!.width, yes!.height, yes!.y].map(Math.round)).toEqual(
    [no!.width, no!.height, no!.y].map(Math.round),
  )
  for (const target of await page.locator('constat-choices input, constat-choices summary').all())
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(24)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})
