import type { Page } from '@playwright/test'
import { expect, type Site } from './site.ts'

/** The question of the box to calls. */
export const APPEL = /accepte que Cuisines/
/** A page that cancels the submit, and reports what the element tells. */
export const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())
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

export const submit = (page: Page) => page.getByRole('button', { name: 'Envoyer' }).click()

/** The network comes back. */
export const comesBack = (page: Page): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new Event('online')))
