import { expect, RECEIPT, test } from './site.ts'
import {
  APPEL,
  MOVES_CLOCK,
  TELLS,
  answer,
  comesBack,
  isQueued,
  isRecorded,
  queue,
  stored,
  submit,
} from './waiting.ts'

test('a browser that refuses a database keeps the record as long as the page lives, and nothing that names her but in it', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError')
    }
  })
  await queue(page, site)
  await expect.poll(() => page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('06 39')
  site.outage = false
  await comesBack(page)
  await isRecorded(page)
})

test('a page can delete what its site has stored, and records wait afterwards as before', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  expect(
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const deleting = indexedDB.deleteDatabase('constat')
          for (const type of ['success', 'blocked']) deleting.addEventListener(type, () => resolve(type))
        }),
    ),
  ).toBe('success')
  site.outage = true
  await submit(page)
  await isQueued(page)
  expect(await stored(page)).not.toMatch(/^\[\[\],/)
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
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  site.answers.status = 503
  await submit(page)
  await isQueued(page)
  site.answers.status = 200
  await comesBack(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1, { timeout: 20_000 })
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('06 39')
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
  await queue(page, site)
  site.outage = false
  await comesBack(page)
  await isRecorded(page)
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

test('a copy that was given for one site key is not shown for another', async ({ page, site }) => {
  await page.goto(site.serve())
  const copies = `caches.open('constat').then((cache) => cache.keys()).then((keys) => keys.length)`
  await expect.poll(() => page.evaluate(copies)).toBe(1)
  site.outage = true
  await page.goto(site.serve({ form: site.element.replace('constat_site_test', 'constat_site_other') }))
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
})

test('a copy kept before the clock was set back has no age', async ({ page, site }) => {
  await page.goto(site.serve())
  const date = `caches.open('constat').then(async (cache) => {
    const [request] = await cache.keys()
    const copy = request && (await (await cache.match(request)).json())
    if (copy) await cache.put(request, Response.json({ ...copy, at: copy.at + 3_600_000 }))
    return !!copy
  })`
  await expect.poll(() => page.evaluate(date)).toBe(true)
  site.outage = true
  await page.reload()
  await page.getByRole('checkbox', { name: APPEL }).check()
  const observation: unknown = await page.evaluate(
    `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
  )
  expect(observation).toMatchObject({ noticeAgeMs: 0 })
})

test('the link to her record is gone from the tab when a thank-you page is long past', async ({
  page,
  site,
}) => {
  await page.addInitScript(MOVES_CLOCK)
  await page.goto(site.serve({ script: TELLS }))
  await answer(page, site)
  await submit(page)
  await isRecorded(page)
  expect(await page.evaluate(`sessionStorage.getItem('constat-receipt')`)).toContain(RECEIPT.manageUrl)
  await page.evaluate(`sessionStorage.setItem('days', '.01')`)
  await page.goto(`${site.url}/`)
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  expect(await page.evaluate(`sessionStorage.getItem('constat-receipt')`)).not.toContain(RECEIPT.manageUrl)
})
