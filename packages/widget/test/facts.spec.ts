import type { Observation } from '@constat/core/consent'
import { expect, test } from './site.ts'

const APPEL = /accepte que Cuisines/

test('the page is told once when a question has been in full view for a second', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `document.addEventListener('constat-shown', ({ target, bubbles, composed, cancelable }) =>
        fetch('/report', { method: 'POST', body: JSON.stringify({ type: target.localName, bubbles, composed, cancelable }) }))`,
    }),
  )
  await page.getByRole('checkbox', { name: APPEL }).scrollIntoViewIfNeeded()
  await expect
    .poll(() => site.reports)
    .toEqual([{ type: 'constat-choices', bubbles: true, composed: true, cancelable: false }])
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.waitForTimeout(1500)
  expect(site.reports).toHaveLength(1)
})

test('a question taller than the window is in view when it fills half of it', async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 160 })
  const [first, ...rest] = site.answers.notice!.questions
  site.answers.notice = {
    ...site.answers.notice!,
    questions: [{ ...first!, label: `${first!.label} `.repeat(4).trim() }, ...rest],
  }
  await page.goto(site.serve())
  const box = page.getByRole('checkbox', { name: APPEL })
  await box.evaluate((element) => element.scrollIntoView())
  // By the keyboard, since a driver moves what it clicks at.
  await box.focus()
  await page.waitForTimeout(1100)
  await page.keyboard.press('Space')
  const { questions } = await page.evaluate<Observation>(
    `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
  )
  expect(questions['appel']!.visibleMs).toBeGreaterThan(0)
})

test('a line of text at the very edge of the window, or under its scroll bar, lies under nothing', async ({
  page,
  site,
}) => {
  await page.addInitScript('Math.random = () => 0.5')
  await page.goto(site.serve({ head: '<style>body { inline-size: 2000px; padding-block: 2000px }</style>' }))
  const box = page.getByRole('checkbox', { name: APPEL })
  await expect(box).toBeVisible()
  for (const below of [0.3, 4]) {
    // The middle of the label's last line, at which is looked, so far above the edge.
    await page.locator('constat-choices').evaluate((element, px) => {
      const range = document.createRange()
      range.selectNodeContents(element.shadowRoot!.querySelector('[data-question=appel] [data-shown]')!)
      const { y, height } = [...range.getClientRects()].at(-1)!
      const middle = y + height / 2 + px
      document.forms[0]!.style.cssText = `position: relative; inset-block-start: ${Math.ceil(middle) - middle}px`
      scrollBy({ top: Math.ceil(middle) - innerHeight, behavior: 'instant' })
    }, below)
    await page.waitForTimeout(600)
    await box.evaluate((input) => input.focus({ preventScroll: true }))
    await page.keyboard.press('Space')
    const { questions } = await page.evaluate<Observation>(
      `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
    )
    expect(questions['appel']).toMatchObject({ covered: false })
  }
})

test('the proof says what the form carries, and nothing can be written into it', async ({ page, site }) => {
  await page.goto(site.serve())
  await page.getByRole('checkbox', { name: APPEL }).check()
  const read = await page.evaluate<{ proof: unknown; token: string; isFrozen: boolean }>(
    `(() => { const { proof } = document.querySelector('constat-choices')
       return { proof, token: new FormData(document.forms[0]).get('choices-receipt'), isFrozen: Object.isFrozen(proof) } })()`,
  )
  expect(read.isFrozen).toBe(true)
  expect(read.proof).toMatchObject({ origin: 'widget', answers: { appel: 'GRANTED' } })
  const { challenge, submission } = read.proof as { challenge: string | null; submission: string }
  expect(read.token).toBe(`${challenge ?? ''}.${submission}`)
})

test('where the fallback answers, the proof says so', async ({ page, site }) => {
  site.answers.notice = null
  await page.goto(site.serve())
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
  expect(await page.evaluate(`document.querySelector('constat-choices').proof`)).toEqual({
    origin: 'fallback',
  })
})
