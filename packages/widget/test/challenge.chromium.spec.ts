import type { Page } from '@playwright/test'
import { expect, RECEIPT, test, type Site } from './site.ts'
import {
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

const REFUSED = {
  kind: 'ChallengeFailed',
  message: 'This challenge is older than seven days: start a new capture.',
  issues: [{ path: ['input', 'challenge'], rule: 'challenge-expired' }],
}
const challenges = (site: Site) =>
  site.sent('RecordConsent').map(({ variables }) => variables.input?.challenge)
const daysWaited = (site: Site): number =>
  Math.max(...site.sent('StartCapture').map(({ variables }) => variables.input?.waitedMs ?? 0)) / 86_400_000

test.beforeEach(({ page }) => page.addInitScript(MOVES_CLOCK))

test('who comes back to a page that stood open answers under a new challenge', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  await page.evaluate(`sessionStorage.setItem('days', '1')`)
  await page.getByLabel('Nom').focus()
  await expect.poll(() => site.sent('StartCapture').length).toBe(2)
  await submit(page)
  await isRecorded(page)
  expect(challenges(site)).toEqual(['challenge-2'])
})

test('the challenge at hand serves while the next is on its way', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  await page.evaluate(`sessionStorage.setItem('days', '1')`)
  const gate = Promise.withResolvers<void>()
  site.answers.captureGate = gate.promise
  await submit(page)
  await isRecorded(page)
  gate.resolve()
  expect(challenges(site)).toEqual(['challenge-1'])
})

test('a record whose challenge is refused as too old goes under one that is dated back to the answer', async ({
  page,
  site,
}) => {
  await queue(page, site)
  await page.evaluate(`sessionStorage.setItem('days', '3')`)
  site.outage = false
  site.answers.record = () => {
    if (challenges(site).length === 1) return REFUSED
    // The first answer to what is sent anew is lost: it goes once more as it was.
    if (challenges(site).length === 2) site.answers.lost = 1
    return { kind: 'RecordConsentPayload', receipt: RECEIPT }
  }
  await comesBack(page)
  await isRecorded(page)
  const [first, second, ...more] = challenges(site)
  expect([first, more]).toEqual(['challenge-1', [second]])
  expect(second).not.toBe(first)
  expect(daysWaited(site)).toBeCloseTo(3, 2)
})

test('a server that refuses each challenge is asked for one other', async ({ page, site }) => {
  site.answers.record = REFUSED
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  await submit(page)
  await expect
    .poll(() => site.reports.at(-1))
    .toMatchObject({ type: 'constat-error', cause: 'RECORD_REFUSED' })
  await isEmptied(page)
  expect(challenges(site)).toHaveLength(2)
})

/** Says yes and sends it before any challenge has come. */
const sendEarly = async (page: Page, site: Site): Promise<void> => {
  await page.goto(site.serve({ script: TELLS }))
  await sendAtOnce(page)
}

test('a challenge that comes long after the submit does not date the answer', async ({ page, site }) => {
  const gate = Promise.withResolvers<void>()
  site.answers.captureGate = gate.promise
  await sendEarly(page, site)
  await page.evaluate(`sessionStorage.setItem('days', '1')`)
  gate.resolve()
  await isRecorded(page)
  expect(challenges(site)).toEqual(['challenge-2'])
  expect(daysWaited(site)).toBeCloseTo(1, 2)
  // The way to the server may be as slow again.
  expect(daysWaited(site) * 86_400).toBeGreaterThan(86_400 + 30)
})

test('a clock that was set back while a record waited dates it as far back as the server allows', async ({
  page,
  site,
}) => {
  site.answers.captureGate = Promise.reject(new Error('out'))
  site.answers.captureGate.catch(() => undefined)
  await sendEarly(page, site)
  await isQueued(page)
  await page.evaluate(`sessionStorage.setItem('days', '-0.1')`)
  site.answers.captureGate = Promise.resolve()
  await comesBack(page)
  await isRecorded(page)
  expect(daysWaited(site)).toBeCloseTo(7, 2)
  expect(daysWaited(site)).toBeLessThan(7)
})

test('a challenge that found the disk full is the one under which the record goes again', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    const put: IDBObjectStore['put'] = Reflect.get(IDBObjectStore.prototype, 'put')
    let count = 0
    IDBObjectStore.prototype.put = function (...args) {
      if (count++ > 0) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    }
  })
  site.answers.captureGate = Promise.reject(new Error('out'))
  site.answers.captureGate.catch(() => undefined)
  await sendEarly(page, site)
  await isQueued(page)
  site.answers.captureGate = Promise.resolve()
  site.answers.lost = 1
  // Its own next try is far off.
  await page.evaluate('window.setTimeout = () => 0')
  await comesBack(page)
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  await page.waitForTimeout(300)
  await comesBack(page)
  await isRecorded(page)
  expect(new Set(challenges(site)).size).toBe(1)
})

test('what is sent again after more than a week is given anew', async ({ page, site }) => {
  const gate = Promise.withResolvers<void>()
  site.answers.captureGate = gate.promise.then(() => Promise.reject(new Error('out')))
  site.answers.captureGate.catch(() => undefined)
  await sendEarly(page, site)
  gate.resolve()
  await isQueued(page)
  // Its own next try is far off.
  await page.evaluate(`window.setTimeout = () => 0; sessionStorage.setItem('days', '8')`)
  site.answers.captureGate = Promise.resolve()
  await submit(page)
  await isRecorded(page)
  expect(daysWaited(site)).toBeLessThan(0.01)
})
