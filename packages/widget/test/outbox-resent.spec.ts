import type { Page } from '@playwright/test'
import { minifyWidget } from '@constat/widget/build'
import { expect, FIELDS, test, type Site } from './site.ts'
import {
  APPEL,
  MOVES_CLOCK,
  TELLS,
  answer,
  comesBack,
  isEmptied,
  isQueued,
  isRecorded,
  queue,
  sendAtOnce,
  submit,
} from './waiting.ts'

test('what waits under one release goes under the next, whose inner names are others', async ({
  page,
  site,
}) => {
  await queue(page, site)
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
  await queue(page, site)
  site.outage = false
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
  await isRecorded(page)
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

/** Says yes to calls on a page whose clock can be moved, and sends it while the server is out, before a challenge came. */
const queueUnchallenged = async (page: Page, site: Site): Promise<void> => {
  await page.addInitScript(MOVES_CLOCK)
  await page.goto(site.serve({ script: TELLS }))
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  site.outage = true
  await sendAtOnce(page)
  await isQueued(page)
}

test('a record for which no challenge came says how long it waited, when one can be had', async ({
  page,
  site,
}) => {
  await queueUnchallenged(page, site)
  await page.evaluate(`sessionStorage.setItem('days', '2')`)
  site.outage = false
  await page.goto(`${site.url}/`)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  const waited = site.sent('StartCapture').map(({ variables }) => variables.input?.waitedMs ?? 0)
  expect(Math.round(Math.max(...waited) / 86_400_000)).toBe(2)
})

test('a form sent again after an answer was lost sends the same record under the same challenge', async ({
  page,
  site,
}) => {
  await queueUnchallenged(page, site)
  // Its own next try is far off.
  await page.evaluate(`window.setTimeout = () => 0; sessionStorage.setItem('days', '2')`)
  site.outage = false
  site.answers.lost = 1
  await comesBack(page)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  await page.waitForTimeout(300)
  await submit(page)
  await isRecorded(page)
  const sent = site.sent('RecordConsent').map(({ variables }) => variables.input)
  expect(new Set(sent.map((input) => `${input?.idempotencyKey} ${input?.challenge}`)).size).toBe(1)
})

test('a server named by a relative address is the same one from every page', async ({ page, site }) => {
  await queue(page, site, { form: FIELDS + site.element.replace('"/graphql"', '"graphql"') })
  site.outage = false
  await page.goto(`${site.url}/b/merci`)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
})

test('a page whose record another tab has delivered learns it', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await isQueued(page)
  // Its own next try is far off.
  await page.evaluate('window.setTimeout = () => 0')
  await comesBack(page)
  await page.waitForTimeout(300)
  site.answers.status = 200
  const other = await page.context().newPage()
  await other.goto(`${site.url}/thanks`)
  await other.goto(`${site.url}/`)
  await isEmptied(other)
  await comesBack(page)
  await isRecorded(page)
  expect(
    new Set(site.sent('RecordConsent').map(({ variables }) => variables.input?.idempotencyKey)).size,
  ).toBe(1)
})

for (const [title, refusal] of [
  [
    'that another tab got taken under its own challenge',
    {
      kind: 'Conflict',
      message: 'This submission was made under another challenge.',
      issues: [{ path: ['input', 'challenge'], rule: 'same-challenge' }],
    },
  ],
  [
    'in whose place the server has another',
    {
      kind: 'IdempotencyMismatch',
      message: 'This key was used for another input: use a new key for a new submission.',
      issues: [{ path: ['input', 'idempotencyKey'], rule: 'same-input' }],
    },
  ],
] as const)
  test(`a record ${title} is no loss, and hers to take back`, async ({ page, site }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto(site.serve({ script: TELLS }))
    await answer(page, site)
    site.answers.record = refusal
    await submit(page)
    await isEmptied(page)
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
