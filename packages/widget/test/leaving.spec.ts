import type { Page } from '@playwright/test'
import { expect, RECEIPT, test, type Site } from './site.ts'
import { APPEL, TELLS, answer, comesBack, isQueued, isRecorded, stored, submit } from './waiting.ts'

const THANKS = '<constat-receipt><p>Merci de votre demande.</p></constat-receipt>'

/** Ticks the box and sends the form while the challenge is on its way. */
const sendEarly = async (page: Page, site: Site): Promise<() => void> => {
  let open = (): void => undefined
  site.answers.captureGate = new Promise((resolve) => (open = resolve))
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await expect.poll(() => site.sent('StartCapture').length).toBe(1)
  await submit(page)
  return open
}

const recordsOf = (site: Site) =>
  site
    .sent('RecordConsent')
    .map(({ variables: { input } }) => [
      input?.idempotencyKey,
      input?.challenge,
      input?.choices.find(({ question }) => question === 'appel')?.answer,
      input?.replaces.length,
    ])

test('a record whose challenge came late and whose answer was lost goes again as the same', async ({
  page,
  site,
}) => {
  site.answers.lost = 1
  await page.goto(site.serve({ script: TELLS }))
  const open = await sendEarly(page, site)
  open()
  await isQueued(page)
  await comesBack(page)
  await isRecorded(page)
  const [first, again] = recordsOf(site)
  expect(again).toEqual(first)
  // What she takes back now is known to be hers.
  await page.getByRole('checkbox', { name: APPEL }).uncheck()
  await submit(page)
  await expect.poll(() => recordsOf(site).at(-1)?.slice(2)).toEqual(['REFUSED', 1])
})

test('so it does from the page that the form leads to, which shows the receipt', async ({ page, site }) => {
  site.answers.lost = 1
  await page.goto(site.serve({ script: TELLS, thanks: THANKS }))
  const open = await sendEarly(page, site)
  open()
  await isQueued(page)
  await page.goto(`${site.url}/thanks`)
  await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
  const [first, again] = recordsOf(site)
  expect(again).toEqual(first)
})

for (const [slow, hook] of [
  [
    'the database opens',
    () => {
      const open: IDBFactory['open'] = Reflect.get(IDBFactory.prototype, 'open')
      IDBFactory.prototype.open = function (...args) {
        const late = new EventTarget()
        setTimeout(() => {
          const request = open.apply(this, args)
          for (const type of ['success', 'error', 'upgradeneeded'])
            request.addEventListener(type, () => {
              Object.assign(late, { result: request.result })
              const listener: unknown = Reflect.get(late, `on${type}`)
              if (typeof listener === 'function') Reflect.apply(listener, request, [])
              late.dispatchEvent(new Event(type))
            })
        }, 1500)
        return late as IDBOpenDBRequest
      }
    },
  ],
  [
    'a key is made',
    () => {
      const generateKey: SubtleCrypto['generateKey'] = Reflect.get(SubtleCrypto.prototype, 'generateKey')
      Object.assign(SubtleCrypto.prototype, {
        generateKey: async function (this: SubtleCrypto, ...args: Parameters<typeof generateKey>) {
          await new Promise((resolve) => setTimeout(resolve, 1500))
          return Reflect.apply(generateKey, this, args) as unknown
        },
      })
    },
  ],
] as const)
  for (const isEarly of [false, true])
    test(`a form that leaves before ${slow} loses no record${isEarly ? ', its challenge being on its way' : ''}`, async ({
      page,
      site,
    }) => {
      await page.addInitScript(hook)
      await page.goto(site.serve({ thanks: THANKS }))
      let open = (): void => undefined
      if (isEarly) open = await sendEarly(page, site)
      else {
        await answer(page, site)
        await submit(page)
      }
      await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
      open()
      await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
      expect(new Set(recordsOf(site).map(([id]) => id)).size).toBe(1)
      // Nothing that names her stays behind.
      await expect.poll(() => stored(page)).toMatch(/^\[\[\],/)
      expect(await stored(page)).not.toMatch(/0639|06 39|jeanne/i)
    })

test('a record that is refused after it was queued is no longer said to be kept', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.getByRole('status')).toContainText('gardée sur cet appareil')
  site.outage = false
  site.answers.record = { kind: 'NotFound', message: 'gone', issues: [] }
  await comesBack(page)
  await expect.poll(() => site.reports.map(({ type }) => type)).toContain('constat-error')
  await expect(page.getByRole('status')).not.toContainText('gardée sur cet appareil')
})

for (const [title, between] of [
  ['written otherwise', []],
  ['after another was sent', ['06 39 98 55 55']],
] as const)
  test(`a box that the element emptied takes nothing back from the same number, ${title}`, async ({
    page,
    site,
  }) => {
    await page.goto(site.serve({ script: TELLS }))
    await answer(page, site)
    await submit(page)
    await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
    const field = page.getByLabel('Téléphone')
    for (const other of between) {
      await field.fill(other)
      await submit(page)
      await expect.poll(() => site.sent('RecordConsent').length).toBe(2)
    }
    await field.fill('')
    await field.pressSequentially('+33639981234')
    await expect(page.getByRole('checkbox', { name: APPEL })).not.toBeChecked()
    await submit(page)
    await expect.poll(() => site.sent('RecordConsent').length).toBe(2 + between.length)
    expect(recordsOf(site).at(-1)?.[2]).toBe('UNANSWERED')
    if (between.length === 0) expect(recordsOf(site).at(-1)?.[3]).toBe(0)
  })
