import type { Observation } from '@constat/core/consent'
import { expect, FIELDS, test } from './site.ts'

const observed = `JSON.parse(new FormData(document.forms[0]).get('choices-observation') ?? '{}')`

for (const [what, css, vouched] of [
  ['an overlay that takes no clicks', 'position:fixed;inset:0;background:#fff;pointer-events:none', false],
  ['nothing over it', 'display:none', true],
] as const)
  test(`with ${what} the browser’s own word on sight is recorded`, async ({ page, site }) => {
    await page.goto(site.serve({ form: FIELDS + site.element, body: `<div style="${css}"></div>` }))
    const question = async () => (await page.evaluate<Observation>(observed)).questions?.['appel']
    const box = page.getByRole('checkbox', { name: /accepte que/ })
    await box.check()
    await expect
      .poll(async () => {
        await box.setChecked(!(await box.isChecked()))
        return question()
      })
      .toMatchObject({ covered: false, vouched })
  })

test('an overlay that comes after one answer counts for the next', async ({ page, site }) => {
  await page.goto(site.serve({ form: FIELDS + site.element, body: '<div id="over"></div>' }))
  const vouched = async () => (await page.evaluate<Observation>(observed)).questions?.['appel']?.vouched
  const box = page.getByRole('checkbox', { name: /accepte que/ })
  await box.scrollIntoViewIfNeeded()
  await box.check()
  await expect.poll(vouched).toBe(true)
  await page
    .locator('#over')
    .evaluate((over) => (over.style.cssText = 'position:fixed;inset:0;background:#fff;pointer-events:none'))
  await expect
    .poll(async () => {
      await box.setChecked(!(await box.isChecked()))
      return vouched()
    })
    .toBe(false)
  // Taken away again, it was there when the person answered.
  await page.locator('#over').evaluate((over) => over.remove())
  await page.waitForTimeout(500)
  expect(await vouched()).toBe(false)
})
