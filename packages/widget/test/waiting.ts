import type { Page } from '@playwright/test'
import { isInState } from './server/form.ts'
import { expect, STAYS, type PageParts, type Site } from './site.ts'

/** The question of the box to calls. */
export const APPEL = /accepte que Cuisines/
/** A page that cancels the submit, and reports what the element tells. */
export const TELLS = `${STAYS}
  for (const type of ['constat-queued', 'constat-recorded', 'constat-error'])
    document.addEventListener(type, (event) => fetch('/report', { method: 'POST', keepalive: true, body: JSON.stringify({ type, receipt: event.receipt, cause: event.cause }) }))`

/** Everything that lies in the browser's databases and storages, as text. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const open = indexedDB.open('constat')
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    )
    const all = database.transaction('outbox').objectStore('outbox').getAll()
    const entries = await new Promise<readonly object[]>(
      (resolve) => (all.onsuccess = () => resolve(all.result)),
    )
    return JSON.stringify([
      entries.map((entry) =>
        Object.values(entry).map((value) =>
          value instanceof ArrayBuffer ? new TextDecoder().decode(value) : JSON.stringify(value),
        ),
      ),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ])
  })

/** Says yes to calls, and waits until the form carries a challenge. */
export const answer = async (page: Page, site: Site): Promise<void> => {
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('jeanne@example.fr')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await expect.poll(() => site.sent('StartCapture').length).toBeGreaterThan(0)
  await expect
    .poll(() => page.evaluate<string>(`new FormData(document.forms[0]).get('choices-receipt')`))
    .toMatch(/^challenge/)
}

/** Says yes to calls and sends it, whether a challenge has come or not. */
export const sendAtOnce = async (page: Page): Promise<void> => {
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await submit(page)
}

export const submit = (page: Page) => page.getByRole('button', { name: 'Envoyer' }).click()

/** The record waits in the browser. */
export const isQueued = (page: Page): Promise<void> => isInState(page, 'queued')
export const isRecorded = (page: Page): Promise<void> => isInState(page, 'recorded')

/** Says yes to calls on a page that stays, and sends it while the server is out. */
export const queue = async (page: Page, site: Site, parts: PageParts = {}): Promise<void> => {
  await page.goto(site.serve({ script: TELLS, ...parts }))
  await answer(page, site)
  site.outage = true
  await submit(page)
  await isQueued(page)
}

/** Nothing waits in the browser any more. */
export const isEmptied = (page: Page): Promise<void> =>
  expect.poll(async () => (await stored(page)).startsWith('[[],')).toBe(true)

/** The network comes back. */
export const comesBack = (page: Page): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new Event('online')))

/** The clock of each page, moved on by what `sessionStorage.days` says. */
export const MOVES_CLOCK = () => {
  const { now } = Date
  Date.now = () => now() + Number(sessionStorage.getItem('days') ?? 0) * 86_400_000
}
