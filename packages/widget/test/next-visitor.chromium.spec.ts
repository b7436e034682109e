import type { Page } from '@playwright/test'
import { box, isSent, phone, send } from './server/form.ts'
import { expect, test, type Host } from './server/host.ts'
import type { Person } from './server/people.ts'
import { noRecords, open, type ProofServer } from './server/proof-server.ts'

const RECEIPT_ELEMENT = '<constat-receipt><p>Merci de votre visite.</p></constat-receipt>'
const TELLS = `document.addEventListener('constat-recorded', ({ receipt }) =>
  fetch('/report', { method: 'POST', body: JSON.stringify(receipt) }))`

/** Someone answers while no record gets through, and leaves by a page without any element. */
const leave = async (page: Page, host: Host, proofs: ProofServer, person: Person): Promise<Person> => {
  await page.goto(host.serve({ body: RECEIPT_ELEMENT, script: TELLS }))
  await phone(page).fill(person.phone)
  await box(page).check()
  proofs.setEdge(noRecords)
  await send(page)
  await isSent(page)
  proofs.setEdge(open)
  return person
}

const isDelivered = (person: Person): Promise<void> =>
  expect.poll(async () => (await person.events()).length).toBeGreaterThan(0)

const seesNothing = async (page: Page, host: Host): Promise<void> => {
  await page.waitForTimeout(500)
  await expect(page.getByText('Merci de votre visite.')).toBeVisible()
  expect(host.reports).toEqual([])
  expect(await page.evaluate(`document.querySelector('constat-receipt').receipt`)).toBeNull()
}

test('who opens a page in another tab delivers what another person left, and learns nothing of her', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await leave(page, host, proofs, newPerson())
  const other = await page.context().newPage()
  await page.close()
  await other.goto(`${host.url}/`)
  await isDelivered(person)
  await seesNothing(other, host)
})

test('nor does who comes to the same tab when a thank-you page is long past', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await leave(page, host, proofs, newPerson())
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 660_000
  })
  await page.goto(`${host.url}/`)
  await isDelivered(person)
  await seesNothing(page, host)
})

test('she herself, on her way in the tab, is shown it', async ({ page, host, proofs, newPerson }) => {
  await leave(page, host, proofs, newPerson())
  await page.goto(`${host.url}/`)
  await expect(page.locator('constat-receipt')).toContainText('Votre réponse est enregistrée')
  await expect.poll(() => host.reports.length).toBe(1)
})
