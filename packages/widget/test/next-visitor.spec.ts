import type { Page } from '@playwright/test'
import { expect, test, type Host } from './server/host.ts'
import { noRecords, open, type ProofServer } from './server/proof-server.ts'

const RECEIPT_ELEMENT = '<constat-receipt><p>Merci de votre visite.</p></constat-receipt>'
const TELLS = `document.addEventListener('constat-recorded', ({ receipt }) =>
  fetch('/report', { method: 'POST', body: JSON.stringify(receipt) }))`

let people = 10
/** The records of a test are those that come in it, told apart by the last two digits of the phone number. */
let before = 0
test.beforeEach(async ({ proofs }) => {
  before = (await proofs.events()).length
})

/** Someone answers while no record gets through, and leaves by a page without any element. */
const leave = async (page: Page, host: Host, proofs: ProofServer): Promise<string> => {
  const phone = `06399804${people++}`
  await page.goto(host.serve({ body: RECEIPT_ELEMENT, script: TELLS }))
  await page.getByLabel('Téléphone').fill(phone)
  await page.getByRole('checkbox', { name: /accepte que/ }).check()
  proofs.setEdge(noRecords)
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  proofs.setEdge(open)
  return phone
}

const isDelivered = (proofs: ProofServer, phone: string): Promise<void> =>
  expect
    .poll(async () =>
      (await proofs.events()).slice(before).some((each) => each.contactHint?.endsWith(phone.slice(-2))),
    )
    .toBe(true)

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
}) => {
  const phone = await leave(page, host, proofs)
  const other = await page.context().newPage()
  await page.close()
  await other.goto(`${host.url}/`)
  await isDelivered(proofs, phone)
  await seesNothing(other, host)
})

test('nor does who comes to the same tab when a thank-you page is long past', async ({
  page,
  host,
  proofs,
}) => {
  const phone = await leave(page, host, proofs)
  await page.addInitScript(() => {
    const now = Date.now
    Date.now = () => now() + 660_000
  })
  await page.goto(`${host.url}/`)
  await isDelivered(proofs, phone)
  await seesNothing(page, host)
})

test('she herself, on her way in the tab, is shown it', async ({ page, host, proofs }) => {
  await leave(page, host, proofs)
  await page.goto(`${host.url}/`)
  await expect(page.locator('constat-receipt')).toContainText('Votre réponse est enregistrée')
  expect(host.reports).toHaveLength(1)
})
