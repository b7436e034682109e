import type { Observation } from '@constat/core/consent'
import type { Page } from '@playwright/test'
import { renderFallback } from '@constat/widget/fallback'
import { keptLocale } from '@constat/widget/kept-build'
import { expect, FIELDS, test } from './server/host.ts'
import { PUBLISHED } from './server/notices.ts'

const APPEL = /accepte que Cuisines/

/** What runs out of the page to the side, inside the element and out. */
const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const inside = document.querySelector('constat-choices')?.shadowRoot?.querySelectorAll('*') ?? []
    return [...document.querySelectorAll('constat-choices, main'), ...inside].flatMap((each) => {
      const { left, right } = each.getBoundingClientRect()
      return left < -0.5 || right > width + 0.5 ? [`${each.localName} ${left} to ${right} of ${width}`] : []
    })
  })

const openAll = (page: Page): Promise<void> =>
  page.locator('constat-choices').evaluate((element) => {
    for (const each of element.shadowRoot?.querySelectorAll('details') ?? []) each.open = true
  })

for (const [situation, viewport, css] of [
  ['320 px', { width: 320, height: 640 }, ''],
  ['400 % zoom of 1280 px', { width: 320, height: 256 }, ''],
  ['text at 200 %', { width: 640, height: 800 }, 'html { font-size: 200% }'],
  ['text at 200 % at 320 px', { width: 320, height: 640 }, 'html { font-size: 200% }'],
  [
    'spaced text (WCAG 2.2, 1.4.12)',
    { width: 320, height: 640 },
    '* { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em }',
  ],
] as const)
  test(`at ${situation} nothing is cut or runs aside, and an answer given there is worth as much`, async ({
    page,
    host,
    proofs,
  }) => {
    const before = (await proofs.events()).length
    await page.setViewportSize(viewport)
    await page.goto(
      host.serve({ head: `<style>${css} body { margin: 0 } input { max-inline-size: 100% }</style>` }),
    )
    const box = page.getByRole('checkbox', { name: APPEL })
    await page.getByLabel('Téléphone').fill('0639981234')
    await box.evaluate((input) => input.scrollIntoView({ block: 'center' }))
    await page.waitForTimeout(1500)
    await box.check()
    await openAll(page)
    expect(await overflow(page)).toEqual([])
    const scale = css.includes('200%') ? 2 : 1
    const label = page.getByText('J’accepte que')
    await expect(label).toHaveCSS('font-size', `${16 * scale}px`)
    for (const target of await page.locator('constat-choices input, constat-choices summary').all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await expect.poll(async () => (await proofs.events()).length).toBe(before + 1)
    expect((await proofs.events()).at(-1)).toMatchObject({ observationGrade: 'ASSURED' })
  })

/** The yes and the no as they stand: how large their boxes are, and in how many lines their words. */
const answersIn = (page: Page) =>
  page.locator('constat-choices').evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll('fieldset fieldset [part=choice]') ?? [])].map((choice) => {
      const { width, height } = choice.getBoundingClientRect()
      const range = document.createRange()
      range.selectNodeContents(choice.querySelector('label') ?? choice)
      const lines = new Set(Array.from(range.getClientRects(), ({ top }) => top)).size
      return { width, height, lines }
    }),
  )

for (const lang of ['fr', 'de', 'nl'])
  test(`yes and no stay whole and alike where there is little room: ${lang}`, async ({ page, host }) => {
    if (lang !== 'fr') host.addFile('/words.js', 'text/javascript', (await keptLocale(lang)).code)
    for (const [width, css] of [
      [320, 'html { font-size: 200% } body { margin: 0 }'],
      [400, 'main { width: 180px }'],
      [400, 'main { width: 270px } * { letter-spacing: .12em; word-spacing: .16em }'],
      [1280, ''],
    ] as const) {
      await page.setViewportSize({ width, height: 640 })
      await page.goto(
        host.serve({
          lang,
          head: `<style>${css}</style>${lang === 'fr' ? '' : '<script type="module" src="/words.js"></script>'}`,
        }),
      )
      await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
      const [yes, no, ...others] = await answersIn(page)
      if (width === 1280) expect(yes).toMatchObject({ width: 208 })
      expect(others).toEqual([])
      await page.getByRole('radio').first().check()
      expect(await answersIn(page), css).toEqual([yes, no])
      expect(yes, css).toMatchObject({ lines: 1 })
      expect(no, css).toEqual(yes)
    }
  })

test('in forced colours borders, ticks, focus and messages stay to be seen', async ({ page, host }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(host.serve({ form: host.element('required') }))
  const box = page.getByRole('checkbox', { name: APPEL })
  await box.check()
  await expect(box).toHaveCSS('appearance', 'auto')
  await expect(box).toHaveCSS('opacity', '1')
  await expect(page.locator('constat-choices [part=base]')).toHaveCSS('border-top-style', 'solid')
  await page.getByRole('button', { name: 'Envoyer' }).press('Enter')
  const radio = page.getByRole('radio', { name: 'Oui' })
  await expect(radio).toBeFocused()
  await expect(radio).toHaveCSS('outline-style', 'solid')
  await expect(page.getByText('Choisissez oui ou non.').last()).toBeVisible()
})

test('in forced colours, which the page’s tokens are not among, none of these are at fault', async ({
  page,
  host,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  for (const colorScheme of ['light', 'dark'] as const)
    for (const css of ['', ':root { --constat-color: #bbb }']) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme })
      await page.goto(host.serve({ head: `<style>${css}</style>` }))
      const box = page.getByRole('checkbox', { name: APPEL })
      await expect(box).toBeVisible()
      await page.waitForTimeout(1000)
      await box.click()
      const observation = await page.evaluate<Observation>(
        `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
      )
      expect(observation).not.toHaveProperty('systemColors')
      expect(observation.questions['appel']?.contrast).toBeGreaterThan(450)
    }
  expect(said).toEqual([])
})

test('nothing moves by itself, with reduced motion or without', async ({ page, host }) => {
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    await page.emulateMedia({ reducedMotion })
    await page.goto(host.serve())
    await page.getByRole('checkbox', { name: APPEL }).check()
    await page.getByText('À propos de cet accord').click()
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    const durations = await page.locator('constat-choices').evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((each) => {
        const { animationName, transitionDuration } = getComputedStyle(each)
        return animationName === 'none' && transitionDuration === '0s' ? [] : [each.localName]
      }),
    )
    expect(durations).toEqual([])
  }
})

test('print shows every layer, and no button that paper has no use for', async ({ page, host }) => {
  await page.goto(host.serve())
  const inLayer = page.getByText('L’accord vaut un an')
  await expect(inLayer).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(inLayer).toBeVisible()
  const closed = await page
    .locator('constat-choices')
    .evaluate(
      (element) =>
        [...(element.shadowRoot?.querySelectorAll('details > p') ?? [])].filter(
          (each) => each.getBoundingClientRect().height === 0,
        ).length,
    )
  expect(closed).toBe(0)
})

test('with the fallback inside the tag nothing on the page jumps when the notice comes', async ({
  page,
  host,
}) => {
  await page.goto(
    host.serve({
      head: `<script>
        document.shift = 0
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) document.shift += value
        }).observe({ type: 'layout-shift', buffered: true })
      </script>`,
      form: FIELDS + host.element('', renderFallback(PUBLISHED)),
      body: '<p>Après</p>',
    }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))))
  expect(await page.evaluate<number>('document.shift')).toBeLessThan(0.01)
})
