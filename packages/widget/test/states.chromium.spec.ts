import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { keptLocale, LOCALES as FURTHER } from '@constat/widget/kept-build'
import { renderFallback } from '@constat/widget/fallback'
import { expect, test, type Host } from './server/host.ts'
import { LOCALES, publishedIn } from './server/notices.ts'
import { noRecords, type Edge, type ProofServer } from './server/proof-server.ts'
import { treeOf } from './tree.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const THEMES = ['light', 'dark', 'dsfr'] as const

const violations = async (page: Page): Promise<readonly string[]> => {
  const { violations: found, incomplete } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )
  const contrasts = incomplete.filter(({ id }) => id === 'color-contrast')
  return [...found, ...contrasts].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const nothing: Edge = () => new Promise(() => {})

const submit = async (page: Page): Promise<void> => {
  await page.locator('constat-choices input[name=appel]').check()
  await page.locator('constat-choices input[value=REFUSED]').first().check()
  await page.locator('form').evaluate((form) => form instanceof HTMLFormElement && form.requestSubmit())
}

type State = {
  readonly state: string
  readonly attributes?: string
  readonly edge?: Edge
  readonly act?: (page: Page) => Promise<unknown>
}

const STATES: readonly State[] = [
  { state: 'loading', edge: nothing },
  { state: 'ready' },
  {
    state: 'invalid',
    attributes: 'required',
    act: (page) =>
      page.locator('form').evaluate((form) => form instanceof HTMLFormElement && form.requestSubmit()),
  },
  { state: 'queued', edge: noRecords, act: submit },
  { state: 'recorded', act: submit },
  { state: 'error', attributes: 'notice="none"' },
]

const open = async (
  page: Page,
  host: Host,
  { setEdge }: ProofServer,
  { state, attributes = '', edge, act }: State,
): Promise<void> => {
  if (edge) setEdge(edge)
  await page.goto(
    host.serve({
      head: `<style>html { color-scheme: light dark } body { background: light-dark(#fff, #121214); color: light-dark(#161616, #f2f2f2) } a { color: light-dark(#00e, #9cf) } input[name] { min-block-size: 24px }</style>`,
      form: `<p><label>Téléphone <input name="telephone" autocomplete="tel" value="0639981234"></label></p>${host.element(attributes, renderFallback(publishedIn('fr')))}`,
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  if (state !== 'loading')
    await page.waitForFunction(() => {
      const element = document.querySelector('constat-choices')
      return element !== null && 'phase' in element && element.phase !== 'loading'
    })
  await act?.(page)
  await expect(page.locator(`constat-choices:state(${state})`)).toHaveCount(1)
}

for (const each of STATES)
  test(`${each.state}: its accessibility tree is as kept, and axe finds nothing in any theme, closed and opened`, async ({
    page,
    host,
    proofs,
  }) => {
    await open(page, host, proofs, each)
    expect.soft(await treeOf(page)).toMatchSnapshot(['trees', `${each.state}.txt`])
    await page.evaluate(axe)
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' })
      await page
        .locator('constat-choices')
        .evaluate((element, name) => element.setAttribute('theme', name), theme)
      expect.soft(await violations(page), theme).toEqual([])
    }
    await page
      .locator('constat-choices')
      .evaluate((element) =>
        [...(element.shadowRoot ?? element).querySelectorAll('details')].forEach((layer) =>
          layer.setAttribute('open', ''),
        ),
      )
    expect.soft(await violations(page), 'opened').toEqual([])
  })

test('in every language names, roles and descriptions are as kept, and axe finds nothing', async ({
  page,
  host,
}) => {
  for (const locale of FURTHER)
    host.addFile(`/constat.${locale}.js`, 'text/javascript', (await keptLocale(locale)).code)
  await page.goto(
    host.serve({
      lang: 'en',
      head: FURTHER.map((locale) => `<script type="module" src="/constat.${locale}.js"></script>`).join(''),
      form: LOCALES.map(
        (locale) =>
          `<section aria-label="${locale}" lang="${locale}">${host.element(`name="${locale}"`)}</section>`,
      ).join(''),
    }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(LOCALES.length)
  expect.soft(await treeOf(page)).toMatchSnapshot(['trees', 'languages.txt'])
  await page.evaluate(axe)
  expect(await violations(page)).toEqual([])
})
