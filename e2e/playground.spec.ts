import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './demo.ts'

const open = async (page: Page, url: string): Promise<void> => {
  await page.goto(url)
  await page.getByRole('link', { name: 'Playground' }).click()
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
}

const snippetOf = (page: Page): Promise<string> => page.locator('#snippet').innerText()

test('the start page leads to it; what is changed shows at once, and in the snippet to copy', async ({
  page,
  demo,
}) => {
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await open(page, demo.url)
  const element = page.locator('constat-choices')
  expect(await snippetOf(page)).not.toContain('theme=')

  await page.getByLabel('Theme').selectOption('dsfr')
  await expect(element).toHaveAttribute('theme', 'dsfr')
  await page.getByLabel('Accent').fill('#008000')
  await page.getByLabel('Radius').fill('12')
  await page.getByLabel('An answer is required').check()
  const snippet = await snippetOf(page)
  for (const line of ['theme="dsfr"', '--constat-accent: #008000;', '--constat-radius: 12px;', 'required'])
    expect(snippet).toContain(line)
  await expect(page.locator('constat-choices summary').first()).toHaveCSS(
    'color',
    /rgb\(0, 128, 0\)|srgb 0 0.50/,
  )

  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Choisissez oui ou non.')).toBeVisible()
  await page.getByRole('radio', { name: 'Non' }).check()
  await expect(page.getByRole('row', { name: /choices\[email\]/ })).toContainText('refused')
  await expect(page.locator('#events')).toContainText('change')

  await page.getByRole('button', { name: 'Reset the tokens' }).click()
  expect(await snippetOf(page)).not.toContain('--constat-accent')
  expect(faults).toEqual([])
})

test('every language is that of a published notice, from right to left where it is written so', async ({
  page,
  demo,
}) => {
  await open(page, demo.url)
  for (const [locale, yes] of [
    ['en', 'Yes'],
    ['de', 'Ja'],
    ['es', 'Sí'],
    ['it', 'Sì'],
    ['nl', 'Ja'],
    ['pt', 'Sim'],
    ['ar', 'نعم'],
  ] as const) {
    await page.getByLabel('Language of the page').selectOption(locale)
    await expect(page.locator('constat-choices fieldset').first()).toHaveAttribute('lang', locale)
    await expect(page.getByRole('radio', { name: yes, exact: true })).toBeVisible()
  }
  await expect(page.locator('#stage')).toHaveCSS('direction', 'rtl')
  expect(await snippetOf(page)).toContain('constat.ar.js')
  await page.getByLabel('Notice').selectOption('devis')
  await expect(page.locator('constat-choices').getByRole('checkbox')).toHaveCount(4)
})

test('the keyboard alone changes a theme, picks a host and copies its snippet', async ({ page, demo }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, demo.url)
  await page.getByLabel('Theme').focus()
  await page.keyboard.type('dark')
  await page.keyboard.press('Tab')
  await expect(page.locator('constat-choices')).toHaveAttribute('theme', 'dark')
  await page.getByRole('radio', { name: 'HTML' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'React' })).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await snippetOf(page))
  expect(await snippetOf(page)).toContain("import '@constat/widget/react'")
})

test('axe finds nothing, and nothing overflows at 320 px', async ({ page, demo }) => {
  await open(page, demo.url)
  await expectAccessible(page)
})

test('the HTML snippet works as copied, on another site', async ({ page, demo }) => {
  await open(page, demo.url)
  await page.getByLabel('Language of the page').selectOption('de')
  await page.getByLabel('Theme').selectOption('light')
  const html = `<!doctype html><html lang="de"><meta charset="utf-8"><title>x</title>${await snippetOf(page)}`
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  }).listen(Number(new URL(demo.site).port), '127.0.0.1')
  try {
    await page.goto(demo.site)
    await expect(page.getByRole('radio', { name: 'Ja', exact: true })).toBeVisible()
    await page.getByRole('textbox', { name: 'E-mail' }).fill('copied@example.fr')
    await page.getByRole('radio', { name: 'Nein' }).check()
    await page.waitForTimeout(300)
    await page.getByRole('button', { name: 'Send' }).click()
    const client = await demo.client()
    await expect
      .poll(async () =>
        (await client.events({ contact: { email: 'copied@example.fr' } })).edges.map(({ node }) => node.kind),
      )
      .toEqual(['REFUSED'])
  } finally {
    site.close()
  }
})
