import type { Page } from '@playwright/test'
import { expect, FIELDS, RECEIPT, test, type Site } from './site.ts'

const APPEL = /accepte que Cuisines/
const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())
  for (const type of ['constat-queued', 'constat-recorded', 'constat-error'])
    document.addEventListener(type, (event) => fetch('/report', { method: 'POST', keepalive: true, body: JSON.stringify({ type, receipt: event.receipt, cause: event.cause }) }))`

/** Everything that lies in the browser's databases and storages, as text. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const open = indexedDB.open('constat')
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    )
    const all = database.transaction('outbox').objectStore('outbox').getAll()
    const entries = await new Promise<readonly object[]>(
      (resolve) => (all.onsuccess = () => resolve(all.result)),
    )
    const text = (value: unknown) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : JSON.stringify(value)
    return JSON.stringify([
      entries.map((entry) => Object.values(entry).map(text)),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ])
  })

const answer = async (page: Page, site: Site): Promise<void> => {
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('jeanne@example.fr')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await expect.poll(() => site.sent('StartCapture').length).toBeGreaterThan(0)
  await expect
    .poll(() => page.evaluate<string>(`new FormData(document.forms[0]).get('choices-receipt')`))
    .toMatch(/^challenge/)
}

const submit = (page: Page) => page.getByRole('button', { name: 'Envoyer' }).click()

test('while the server is out the record waits in the browser, sealed, and goes once when two tabs come back', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.getByRole('status')).toContainText('gardée sur cet appareil')
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  await expect.poll(() => site.reports.map(({ type }) => type)).toContain('constat-queued')
  const entries = await stored(page)
  expect(entries).not.toBe('[[],[],[]]')
  expect(entries).not.toMatch(/0639|06 39|jeanne|cuisines|granted/i)

  await page.goto('about:blank')
  site.outage = false
  const other = await page.context().newPage()
  await Promise.all([page.goto(`${site.url}/`), other.goto(`${site.url}/`)])
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  await expect.poll(async () => (await stored(other)).startsWith('[[],')).toBe(true)
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
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.locator('constat-receipt')).toContainText(RECEIPT.id)
  expect(site.sent('RecordConsent')).toHaveLength(1)
  expect(site.posts[0]!.get('choices-receipt')).toContain(
    site.sent('RecordConsent')[0]!.variables.input!.idempotencyKey,
  )
})

test('the same page tells when a waiting record has arrived', async ({ page, site }) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.answers.status = 200
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  await expect(page.getByRole('status')).toContainText(RECEIPT.id)
  const keys = new Set(site.sent('RecordConsent').map(({ variables }) => variables.input!.idempotencyKey))
  expect(keys.size).toBe(1)
})

test('a record that the server refuses for good is not kept', async ({ page, site }) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 403
  await submit(page)
  await expect.poll(() => site.reports.at(-1)).toMatchObject({ type: 'constat-error', cause: 'KEY_REFUSED' })
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(true)
})

test('a fault of the server is no refusal, whatever digits its message has', async ({ page, site }) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.answers.status = 503
  site.answers.graphqlErrors = [
    { message: 'Unexpected error 7f403a00.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  expect((await stored(page)).startsWith('[[],')).toBe(false)
})

test('what a week has not delivered is forgotten', async ({ page, site }) => {
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.outage = false
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 7 * 86_400_000 + 1000
  })
  await page.reload()
  await expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(true)
  expect(site.sent('RecordConsent')).toEqual([])
})

test('a browser that refuses storage keeps the record as long as the page lives', async ({ page, site }) => {
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
  site.outage = false
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
})

test('a browser that blocks site data, locks included, sends the record and tells what became of it', async ({
  page,
  site,
}) => {
  const uncaught: unknown[] = []
  page.on('pageerror', (error) => uncaught.push(error))
  await page.addInitScript(() => {
    // Firefox starts from a blank page that has none of these.
    if (!isSecureContext) return
    const refuse = () => new DOMException('refused', 'SecurityError')
    LockManager.prototype.request = () => Promise.reject(refuse())
    IDBFactory.prototype.open = () => {
      throw refuse()
    }
    CacheStorage.prototype.open = () => Promise.reject(refuse())
    Object.defineProperty(globalThis, 'sessionStorage', {
      get: () => {
        throw refuse()
      },
    })
  })
  await page.goto(site.serve({ script: STAYS }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await expect(page.locator('constat-choices:state(queued)')).toHaveCount(1)
  site.outage = false
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  expect(await page.evaluate(`document.querySelector('constat-choices').record()`)).toEqual(RECEIPT)
  const keys = new Set(site.sent('RecordConsent').map(({ variables }) => variables.input?.idempotencyKey))
  expect(keys.size).toBe(1)
  expect(uncaught).toEqual([])
})

test('on an insecure page, where browsers have neither locks nor hashing, the fallback answers and the console says why', async ({
  page,
  site,
}) => {
  const uncaught: unknown[] = []
  const said: string[] = []
  page.on('pageerror', (error) => uncaught.push(error))
  page.on('console', (message) => said.push(message.text()))
  const insecure = 'http://cuisines.example.fr'
  await page.route(`${insecure}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(insecure, site.url) })
    await route.fulfill({ response })
  })
  site.serve({ form: site.element.replace('></', '><label><input type="checkbox"> Repli</label></') })
  await page.goto(insecure)
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
  await expect(page.getByRole('checkbox', { name: 'Repli' })).toBeEnabled()
  expect(await page.evaluate('[isSecureContext, typeof navigator.locks]')).toEqual([false, 'undefined'])
  expect(said.join()).toContain('on https')
  expect(uncaught).toEqual([])
})

test('without the server the last good copy is shown, and the proof says how old it is', async ({
  page,
  site,
}) => {
  await page.goto(site.serve())
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  // The notice is shown at once and its copy written after: a page that leaves in between has none.
  const copies = `caches.open('constat').then((cache) => cache.keys()).then((keys) => keys.length)`
  await expect.poll(() => page.evaluate(copies)).toBe(1)
  site.outage = true
  await page.reload()
  await page.getByRole('checkbox', { name: APPEL }).check()
  const observation: unknown = await page.evaluate(
    `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
  )
  expect(observation).toMatchObject({ noticeAgeMs: expect.any(Number) })
  expect((observation as { noticeAgeMs: number }).noticeAgeMs).toBeGreaterThan(0)
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
  await page.goto(site.serve({ script: STAYS, form: FIELDS + site.element + other }))
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
  await page.goto(site.serve({ script: STAYS }))
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
