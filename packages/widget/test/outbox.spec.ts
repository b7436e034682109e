import { expect, FIELDS, RECEIPT, test } from './site.ts'
import {
  APPEL,
  TELLS,
  answer,
  comesBack,
  isEmptied,
  isQueued,
  isRecorded,
  queue,
  stored,
  submit,
} from './waiting.ts'

test('while the server is out the record waits in the browser, sealed, and goes once when two tabs come back', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.getByRole('status')).toContainText('gardée sur cet appareil')
  await isQueued(page)
  await expect.poll(() => site.reports.map(({ type }) => type)).toContain('constat-queued')
  const entries = await stored(page)
  expect(entries).not.toBe('[[],[],[]]')
  expect(entries).not.toMatch(/0639|06 39|jeanne|cuisines|granted/i)

  await page.goto('about:blank')
  site.outage = false
  const other = await page.context().newPage()
  await Promise.all([page.goto(`${site.url}/`), other.goto(`${site.url}/`)])
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  await isEmptied(other)
  await page.reload()
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  await page.waitForTimeout(500)
  const [sent, ...more] = site.sent('RecordConsent')
  expect(more).toEqual([])
  expect(sent!.variables.input).toMatchObject({
    challenge: expect.stringMatching(/^challenge-/),
    contact: { phone: '06 39 98 12 34' },
    choices: expect.arrayContaining([{ question: 'appel', answer: 'GRANTED' }]),
  })
})

test('a native submit during an outage still goes through, and the record follows from the next page', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ thanks: '<constat-receipt>Merci</constat-receipt>' }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  expect(site.posts).toHaveLength(1)
  expect(site.sent('RecordConsent')).toEqual([])
  site.outage = false
  await comesBack(page)
  await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
  expect(site.sent('RecordConsent')).toHaveLength(1)
  expect(site.posts[0]!.get('choices-receipt')).toContain(
    site.sent('RecordConsent')[0]!.variables.input!.idempotencyKey,
  )
})

test('the same page tells when a waiting record has arrived', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await isQueued(page)
  site.answers.status = 200
  await comesBack(page)
  await isRecorded(page)
  await expect(page.getByRole('status')).toContainText(RECEIPT.id)
  const keys = new Set(site.sent('RecordConsent').map(({ variables }) => variables.input!.idempotencyKey))
  expect(keys.size).toBe(1)
})

test('a record that the server refuses for good is not kept', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.answers.status = 403
  site.answers.graphqlErrors = [{ message: 'No.', extensions: { code: 'ORIGIN_DENIED' } }]
  await submit(page)
  await expect.poll(() => site.reports.at(-1)).toMatchObject({ type: 'constat-error', cause: 'KEY_REFUSED' })
  await isEmptied(page)
})

test('a fault of the server is no refusal, whatever digits its message has', async ({ page, site }) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.answers.status = 503
  site.answers.graphqlErrors = [
    { message: 'Unexpected error 7f403a00.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]
  await submit(page)
  await isQueued(page)
  expect((await stored(page)).startsWith('[[],')).toBe(false)
})

test('what a week has not delivered is forgotten, and the developer told', async ({ page, site }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await queue(page, site)
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(false)
  site.outage = false
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 7 * 86_400_000 + 1000
  })
  await page.reload()
  await isEmptied(page)
  expect(said.join()).toContain('Lost a record')
  expect(site.sent('RecordConsent')).toEqual([])
})

test('a page that sends its forms by script asks for the record itself', async ({ page, site }) => {
  await page.goto(
    site.serve({
      form: FIELDS + site.element.replace('notice=', 'deliver="manual" notice='),
      script: `document.addEventListener('submit', async (event) => {
        event.preventDefault()
        const element = document.querySelector('constat-choices')
        const told = await element.record().then((receipt) => ({ receipt }), ({ cause }) => ({ cause }))
        await fetch('/report', { method: 'POST', body: JSON.stringify(told) })
      })`,
    }),
  )
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect.poll(() => site.reports).toEqual([{ cause: 'UNREACHABLE' }])
  site.outage = false
  await submit(page)
  await expect.poll(() => site.reports.at(-1)).toEqual({ receipt: RECEIPT })
  await submit(page)
  await expect.poll(() => site.reports.length).toBe(3)
  expect(
    new Set(site.sent('RecordConsent').map(({ variables }) => variables.input!.idempotencyKey)).size,
  ).toBe(1)
})

test('a server that is out holds up its own records alone', async ({ page, site }) => {
  const other = site.element.replace('"/graphql"', '"/graphql-too" name="other"')
  await page.goto(site.serve({ script: TELLS, form: FIELDS + site.element + other }))
  const boxes = page.getByRole('checkbox', { name: APPEL })
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  site.answers.status = 503
  // Whichever comes first, some record of the server that is out does.
  for (const act of ['check', 'uncheck', 'check'] as const) {
    await boxes.first()[act]()
    await submit(page)
  }
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(2)
  site.outage = true
  site.answers.status = 200
  // What waits may arrive before a module of the page is there to hear of it.
  await page.goto(site.serve({ head: `<script>${TELLS}</script>` }))
  await expect.poll(() => site.reports.filter(({ type }) => type === 'constat-recorded').length).toBe(1)
})

test('with a challenge at hand, request and storage leave in the very task of the submit', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    const begun: string[] = []
    const { fetch } = globalThis
    globalThis.fetch = (input, init) => {
      if (typeof init?.body === 'string' && init.body.includes('idempotencyKey'))
        begun.push(init?.keepalive ? 'request' : 'short-lived')
      return fetch(input, init)
    }
    // Firefox starts from a blank page that has none.
    const store = globalThis.IDBObjectStore?.prototype ?? {}
    const put: unknown = Reflect.get(store, 'put')
    Reflect.set(store, 'put', function (this: IDBObjectStore, value: unknown) {
      begun.push('storage')
      return typeof put === 'function' ? Reflect.apply(put, this, [value]) : undefined
    })
    // The last listener there is.
    addEventListener('submit', (event) => {
      event.preventDefault()
      document.title = begun.join()
    })
  })
  await page.goto(site.serve())
  await answer(page, site)
  await submit(page)
  await expect(page).toHaveTitle('request,storage')
})

test('a page that leaves before a challenge came leaves its record to the next', async ({ page, site }) => {
  for (let turn = 1; turn <= 5; turn++) {
    const gate = Promise.withResolvers<void>()
    site.answers.captureGate = gate.promise
    await page.goto(site.serve({ thanks: '<constat-receipt>Merci</constat-receipt>' }))
    await page.getByLabel('Téléphone').fill(`06 39 98 12 3${turn}`)
    await page.getByRole('checkbox', { name: APPEL }).check()
    site.answers.captureGate = Promise.resolve()
    await submit(page)
    await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
    await expect.poll(() => site.sent('RecordConsent').length).toBe(turn)
    await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
    gate.resolve()
  }
})
