import { minifyWidget } from '@constat/widget/build'
import { expect, FIELDS, RECEIPT, test } from './site.ts'
import { APPEL, STAYS, answer, comesBack, stored, submit } from './waiting.ts'

/** The clock of each page, moved on by what `sessionStorage.days` says. */
const MOVES_CLOCK = () => {
  const { now } = Date
  Date.now = () => now() + Number(sessionStorage.getItem('days') ?? 0) * 86_400_000
}

test('what waits under one release goes under the next, whose inner names are others', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  await page.goto('about:blank')
  site.files['/constat.js'] = (await minifyWidget()).code
  site.outage = false
  await page.goto(`${site.url}/`)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  expect(site.sent('RecordConsent')[0]?.variables.input?.contact).toMatchObject({ phone: '06 39 98 12 34' })
})

test('a record that is sent before its challenge comes, while an earlier one is on its way, goes once and is hers to take back', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.answers.status = 200
  const record = Promise.withResolvers<void>()
  const capture = Promise.withResolvers<void>()
  site.answers.recordGate = record.promise
  site.answers.captureGate = capture.promise
  await page.goto(`${site.url}/`)
  await page.getByLabel('Téléphone').fill('06 39 98 12 35')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await submit(page)
  await page.waitForTimeout(500)
  record.resolve()
  await page.waitForTimeout(500)
  capture.resolve()
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  const hers = site
    .sent('RecordConsent')
    .filter(({ variables }) => variables.input?.contact['phone']?.endsWith('35'))
  expect(hers).toHaveLength(1)
  await page.getByRole('checkbox', { name: APPEL }).uncheck()
  await submit(page)
  await expect
    .poll(() => site.sent('RecordConsent').at(-1)?.variables.input)
    .toMatchObject({
      choices: expect.arrayContaining([{ question: 'appel', answer: 'REFUSED' }]),
      replaces: [hers[0]?.variables.input?.idempotencyKey],
    })
})

test('a record for which no challenge came says how long it waited, when one can be had', async ({
  page,
  site,
}) => {
  await page.addInitScript(MOVES_CLOCK)
  await page.goto(site.serve({ script: STAYS }))
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  site.outage = true
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  await page.evaluate(`sessionStorage.setItem('days', '2')`)
  site.outage = false
  await page.goto(`${site.url}/`)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  const waited = site.sent('StartCapture').map(({ variables }) => variables.input?.waitedMs ?? 0)
  expect(Math.round(Math.max(...waited) / 86_400_000)).toBe(2)
})

test('a server named by a relative address is the same one from every page', async ({ page, site }) => {
  await page.goto(
    site.serve({ script: STAYS, form: FIELDS + site.element.replace('"/graphql"', '"graphql"') }),
  )
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.outage = false
  await page.goto(`${site.url}/b/merci`)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
})

test('while a page’s own deletion keeps the database from opening, records go all the same', async ({
  page,
  site,
}) => {
  const holding = `new Promise((resolve) => {
    const open = indexedDB.open('constat')
    open.onsuccess = () => { window.holder = open.result; indexedDB.deleteDatabase('constat'); resolve() }
  })`
  const other = await page.context().newPage()
  await other.goto(`${site.url}/thanks`)
  await other.waitForFunction(`customElements.get('constat-choices')`)
  await other.evaluate(holding)
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.answers.status = 200
  await comesBack(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1, { timeout: 20_000 })
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('06 39')
})

test('where the browser refuses a database nothing that names her is kept but in the page', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
  })
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  await expect.poll(() => page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('06 39')
  site.outage = false
  await comesBack(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
})

test('what waited for a week is given up, and the developer told', async ({ page, site }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.addInitScript(MOVES_CLOCK)
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(false)
  await page.evaluate(`sessionStorage.setItem('days', '8')`)
  site.outage = false
  await page.goto(`${site.url}/`)
  await expect.poll(() => said.join()).toContain('Lost a record')
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(true)
  expect(site.sent('RecordConsent')).toHaveLength(0)
})

test('a page whose record another tab has delivered learns it', async ({ page, site }) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  // Its own next try is far off.
  await page.evaluate('window.setTimeout = () => 0')
  await comesBack(page)
  await page.waitForTimeout(300)
  site.answers.status = 200
  const other = await page.context().newPage()
  await other.goto(`${site.url}/thanks`)
  await other.goto(`${site.url}/`)
  await expect.poll(async () => (await stored(other)).startsWith('[[],')).toBe(true)
  await comesBack(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  expect(
    new Set(site.sent('RecordConsent').map(({ variables }) => variables.input?.idempotencyKey)).size,
  ).toBe(1)
})

test('the link to her record is gone from the tab when a thank-you page is long past', async ({
  page,
  site,
}) => {
  await page.addInitScript(MOVES_CLOCK)
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  await submit(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  expect(await page.evaluate(`sessionStorage.getItem('constat-receipt')`)).toContain(RECEIPT.manageUrl)
  await page.evaluate(`sessionStorage.setItem('days', '.01')`)
  await page.goto(`${site.url}/`)
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  expect(await page.evaluate(`sessionStorage.getItem('constat-receipt')`)).not.toContain(RECEIPT.manageUrl)
})

test('a record that another tab got taken under its own challenge is no loss, and hers to take back', async ({
  page,
  site,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.record = {
    kind: 'Conflict',
    message: 'This submission was made under another challenge.',
    issues: [{ path: ['input', 'challenge'], rule: 'same-challenge' }],
  }
  await submit(page)
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(true)
  await page.getByRole('checkbox', { name: APPEL }).uncheck()
  await submit(page)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(2)
  const [first, second] = site.sent('RecordConsent').map(({ variables }) => variables.input)
  expect(second).toMatchObject({
    choices: expect.arrayContaining([{ question: 'appel', answer: 'REFUSED' }]),
    replaces: [first?.idempotencyKey],
  })
  expect(said.join()).toBe('')
  expect(site.reports).toEqual([])
})
