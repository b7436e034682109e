import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { keptLocale } from '@constat/widget/kept-build'
import { renderFallback } from '@constat/widget/fallback'
import { callbackIn } from './server/notices.ts'
import { expect, test, type Host } from './server/host.ts'
import { noRecords, type Edge } from './server/proof-server.ts'

// Pictures are of one engine, with a font from a package, so that they are the same on any machine with it. Renew them
// with `pnpm pictures`, and look at each before you commit it.

const THEMES = ['light', 'dark', 'dsfr'] as const
const LOCALES = ['fr', 'ar'] as const
const CASES = THEMES.flatMap((theme) =>
  LOCALES.map((locale) => ({ theme, locale, id: `${theme}-${locale}` })),
)
const RAPPEL = 'notice="rappel"'
type Case = (typeof CASES)[number]

const ENGINE = new URL('pictures/engine.txt', import.meta.url)

/** Exactly the same in the engine that took the pictures; another draws letters and boxes a little differently. */
const likeness = (version: string) =>
  readFileSync(ENGINE, 'utf8').trim() === majorOf(version)
    ? { threshold: 0, maxDiffPixels: 0 }
    : { threshold: 0.2, maxDiffPixelRatio: 0.02 }

const majorOf = (version: string): string => version.split('.')[0] ?? ''

const require = createRequire(import.meta.url)
const LATIN = readFileSync(require.resolve('@fontsource-variable/cairo/files/cairo-latin-wght-normal.woff2'))
const ARABIC = readFileSync(
  require.resolve('@fontsource-variable/cairo/files/cairo-arabic-wght-normal.woff2'),
)

const HEAD = `<style>
  @font-face { font-family: Cairo; src: url(/latin.woff2); font-weight: 200 1000 }
  @font-face { font-family: Cairo; src: url(/arabic.woff2); font-weight: 200 1000; unicode-range: U+0600-06FF, U+FB50-FDFF, U+FE70-FEFC }
  main > :is(h1, form) { display: none }
  body { margin: 0; inline-size: 420px; --constat-font-family: Cairo }
  /* Whole pixels, so that no picture has a seam of its neighbour. */
  section { block-size: calc-size(auto, round(up, size, 1px)); margin-block-end: 8px; padding: 8px; font: 16px/1.5 Cairo }
  .dark { color-scheme: dark; background: #121214; color: #f2f2f2 }
</style><script type="module" src="/constat.ar.js"></script>`

const sectionOf = (
  host: Host,
  { theme, locale, id }: Case,
  attributes: string,
  withFallback: boolean,
): string =>
  `<section id="${id}" class="${theme}" lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><form>
    <input type="hidden" name="nom"><input type="hidden" autocomplete="off">
    <input name="telephone" autocomplete="tel" value="0639981234" style="display:none">
    ${host.element(`theme="${theme}" ${attributes}`, withFallback ? renderFallback(callbackIn(locale)) : '')}
  </form></section>`

const open = async (page: Page, host: Host, attributes: string, withFallback = false): Promise<void> => {
  host.addFile('/latin.woff2', 'font/woff2', LATIN)
  host.addFile('/arabic.woff2', 'font/woff2', ARABIC)
  host.addFile('/constat.ar.js', 'text/javascript', (await keptLocale('ar')).code)
  await page.goto(
    host.serve({
      head: HEAD,
      form: '',
      body: CASES.map((each) => sectionOf(host, each, attributes, withFallback)).join(''),
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  await page.waitForFunction(() =>
    [...document.querySelectorAll('constat-choices')].every(
      (each) => 'phase' in each && each.phase !== 'loading',
    ),
  )
  await page.evaluate(() => document.fonts.ready)
}

/** Refuses what the person did not ask for and accepts the call, then sends the form. */
const submit = async (page: Page, { id }: Case): Promise<void> => {
  const section = page.locator(`#${id}`)
  await section.locator('input[name=appel]').check()
  await section.locator('input[name=partenaires][value=REFUSED]').check()
  await section.locator('form').evaluate((form) => form instanceof HTMLFormElement && form.requestSubmit())
}

const inState = (page: Page, { id }: Case, state: string) =>
  expect(page.locator(`#${id} constat-choices:state(${state})`)).toHaveCount(1)

/** Receipt numbers differ from run to run; in a picture they are one. */
const sameNumber: Edge = async (request, pass) => {
  const response = await pass(request)
  const text = await response.text()
  const { status, headers } = response
  return new Response(text === '' ? null : text.replaceAll(/rcp_\w+/g, 'rcp_01m8077xszek0r9q4df1xad7g6'), {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => name !== 'content-length')),
  })
}

const STATES: readonly (readonly [
  state: string,
  before: (page: Page, host: Host, setEdge: (edge: Edge) => void) => Promise<void>,
  act: (page: Page, each: Case) => Promise<void>,
])[] = [
  ['ready', (page, host) => open(page, host, RAPPEL), (page, each) => inState(page, each, 'ready')],
  [
    'invalid',
    (page, host) => open(page, host, `${RAPPEL} required`),
    async (page, each) => {
      // What a submit does but for the browser's own bubble, which would lie over the picture.
      await page.locator(`#${each.id} form`).evaluate((form) => {
        if (form instanceof HTMLFormElement && !form.checkValidity())
          form.querySelector<HTMLElement>(':invalid')?.focus()
      })
      await page.locator(`#${each.id} input[name=partenaires]`).first().focus()
      await inState(page, each, 'invalid')
    },
  ],
  [
    'queued',
    async (page, host, setEdge) => {
      setEdge(noRecords)
      await open(page, host, RAPPEL)
    },
    async (page, each) => {
      await submit(page, each)
      await inState(page, each, 'queued')
    },
  ],
  [
    'recorded',
    async (page, host, setEdge) => {
      setEdge(sameNumber)
      await open(page, host, RAPPEL)
    },
    async (page, each) => {
      await submit(page, each)
      await inState(page, each, 'recorded')
    },
  ],
  [
    'error',
    (page, host) => open(page, host, 'notice="none"', true),
    (page, each) => inState(page, each, 'error'),
  ],
]

test.use({ viewport: { width: 440, height: 900 } })

for (const [state, before, act] of STATES)
  test(`pictures of ${state}, in each theme and direction`, async ({ page, host, proofs, browser }) => {
    const version = browser.version()
    if (test.info().config.updateSnapshots === 'all') writeFileSync(ENGINE, `${majorOf(version)}\n`)
    await before(page, host, proofs.setEdge)
    for (const each of CASES) {
      await act(page, each)
      await page.mouse.move(0, 0)
      await expect
        .soft(page.locator(`#${each.id}`))
        .toHaveScreenshot(['pictures', `${state}-${each.id}.png`], likeness(version))
    }
  })
