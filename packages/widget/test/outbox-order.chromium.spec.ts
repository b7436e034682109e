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

test('a record that a proxy refuses holds up no other', async ({ page, site }) => {
  await page
    .context()
    .route('**/graphql', (route) =>
      route.request().postData()?.includes('12 34')
        ? route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Blocked</h1>' })
        : route.continue(),
    )
  await queue(page, site)
  await page.getByLabel('Téléphone').fill('06 39 98 12 35')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await submit(page)
  await page.waitForTimeout(300)
  await page.goto('about:blank')
  site.outage = false
  await page.goto(`${site.url}/`)
  await expect
    .poll(() => site.sent('RecordConsent').map(({ variables }) => variables.input?.contact['phone']))
    .toEqual(['06 39 98 12 35'])
})
