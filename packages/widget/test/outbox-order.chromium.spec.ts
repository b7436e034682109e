import { expect, test } from './site.ts'
import { APPEL, isEmptied, queue, submit } from './waiting.ts'

test('what waits goes in the order in which it was given', async ({ page, site }) => {
  await queue(page, site)
  for (const act of ['uncheck', 'check', 'uncheck', 'check'] as const) {
    await page.getByRole('checkbox', { name: APPEL })[act]()
    await submit(page)
  }
  await page.goto('about:blank')
  site.outage = false
  await page.goto(`${site.url}/`)
  await isEmptied(page)
  expect(site.sent('RecordConsent').map(({ variables }) => variables.input?.replaces.length)).toEqual([
    0, 1, 2, 3, 4,
  ])
})
