import type { Observation } from '@constat/core/consent'
import { WORDS_SHA256 } from '@constat/evidence'
import { keptLocale, LOCALES } from '@constat/widget/kept-build'
import type { Page } from '@playwright/test'
import { devis } from './notice.ts'
import { expect, FIELDS, test, testCase } from './site.ts'

const wordsOf = (page: Page): Promise<Observation['wordsSha256']> =>
  page.evaluate(`JSON.parse(new FormData(document.forms[0]).get('choices-observation')).wordsSha256`)

const SAYS: Readonly<Record<string, readonly [legend: string, yes: string, no: string]>> = {
  ar: ['اختياراتك', 'نعم', 'لا'],
  de: ['Ihre Auswahl', 'Ja', 'Nein'],
  es: ['Sus opciones', 'Sí', 'No'],
  it: ['Le sue scelte', 'Sì', 'No'],
  nl: ['Uw keuzes', 'Ja', 'Nee'],
  pt: ['As suas escolhas', 'Sim', 'Não'],
}

for (const [language, [legend, yes, no]] of Object.entries(SAYS))
  testCase(
    `a notice in "${language}" is framed in its language, whichever script comes first`,
    async ({ page, site }) => {
      site.answers.notice = { ...devis, locale: language }
      site.files[`/constat.${language}.js`] = (await keptLocale(language)).code
      const script = `<script type="module" src="/constat.${language}.js"></script>`
      await page.goto(site.serve({ head: language < 'h' ? script : '', body: language < 'h' ? '' : script }))
      const group = page.getByRole('group', { name: legend, exact: true })
      await expect(group).toHaveAttribute('lang', language)
      await expect(group).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
      await page.getByRole('radio', { name: yes, exact: true }).check()
      await expect(page.getByRole('radio', { name: no, exact: true })).not.toBeChecked()
      await expect.poll(() => wordsOf(page)).toBe(WORDS_SHA256.get(language)?.at(-1))
    },
  )

test('words that a page gives a language before its file does are told by the observation', async ({
  page,
  site,
}) => {
  site.answers.notice = { ...devis, locale: 'it' }
  await page.goto(
    site.serve({
      script: `customElements.get('constat-choices').addTexts('it', { yes: 'No', no: 'Sì' })`,
    }),
  )
  await page.getByRole('radio', { name: 'Sì', exact: true }).check()
  const words = await wordsOf(page)
  expect(words).toMatch(/^[0-9a-f]{64}$/)
  expect([...WORDS_SHA256.values()].flat()).not.toContain(words)
})

test('every language that is not in the elements’ file has its own', () => {
  expect(LOCALES).toEqual(Object.keys(SAYS))
})

test('no page can give the words of a language another sense', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `customElements.get('constat-choices').addTexts('fr', { legend: 'x', yes: 'Non', no: 'Oui' })`,
    }),
  )
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
  await expect(page.locator('label', { hasText: /^Oui$/ })).toHaveAttribute('for', 'partenaires-GRANTED')
})

test('from right to left, the box stands to the right of its words', async ({ page, site }) => {
  site.answers.notice = { ...devis, locale: 'ar' }
  await page.goto(site.serve({ form: FIELDS + site.element }))
  const box = page.locator('constat-choices input').first()
  const label = page.locator('constat-choices label').first()
  await expect(box).toBeVisible()
  expect((await box.boundingBox())!.x).toBeGreaterThan((await label.boundingBox())!.x)
})

test('without the file of its language a notice is framed in English that says so, and the console names the file', async ({
  page,
  site,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  site.answers.notice = { ...devis, locale: 'de' }
  await page.goto(site.serve({ form: FIELDS + site.element + site.element }))
  const group = page.getByRole('group', { name: 'Your choices' }).first()
  await expect(group).toHaveAttribute('lang', 'en')
  await expect(group.getByText('J’accepte que')).toHaveAttribute('lang', 'de')
  await expect(group.getByText('Sols de Loire SARL').first()).toHaveAttribute('lang', 'de')
  const names = () => said.filter((line) => line.includes('constat.de.js'))
  await expect.poll(names).toHaveLength(1)
  // What comes late is taken.
  await page.addScriptTag({ type: 'module', content: (await keptLocale('de')).code })
  await expect(page.getByRole('group', { name: 'Ihre Auswahl' }).first()).toHaveAttribute('lang', 'de')
  expect(names()).toHaveLength(1)
})

test('English words around a notice that is written from right to left are written from left to right', async ({
  page,
  site,
}) => {
  site.answers.notice = { ...devis, locale: 'ar' }
  await page.goto(
    site.serve({
      lang: 'ar',
      body: '<constat-receipt number="r" manage-url="https://x.example/r"></constat-receipt>',
    }),
  )
  const directionOf = (text: string) =>
    page
      .getByText(text)
      .first()
      .evaluate((element) => getComputedStyle(element).direction)
  await expect(page.getByRole('group', { name: 'Your choices' })).toBeVisible()
  expect(await directionOf('Your choices')).toBe('ltr')
  expect(await directionOf('J’accepte que')).toBe('rtl')
  expect(await directionOf('L’accord vaut un an')).toBe('rtl')
  expect(await directionOf('Sols de Loire SARL')).toBe('rtl')
  expect(await directionOf('Receipt number')).toBe('ltr')
  await page.addScriptTag({ type: 'module', content: (await keptLocale('ar')).code })
  await expect(page.getByRole('group', { name: 'اختياراتك' })).toHaveCSS('direction', 'rtl')
})

test('a change of the element’s lang is followed', async ({ page, site }) => {
  await page.goto(
    site.serve({ body: '<constat-receipt number="r" manage-url="https://x.example/r"></constat-receipt>' }),
  )
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
  site.answers.notice = { ...devis, locale: 'en' }
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('constat-choices, constat-receipt'))
      element.setAttribute('lang', 'en')
  })
  await expect(page.getByRole('group', { name: 'Your choices' })).toBeVisible()
  await expect(page.getByText('Receipt number:')).toBeVisible()
  expect(site.sent('Notice').at(-1)?.variables.locale).toBe('en')
})
