import type { Locator, Page } from '@playwright/test'
import { expect, FIELDS, test } from './server/host.ts'
import type { ProofServer } from './server/proof-server.ts'

const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())`

let people = 10
/** The records of a test are those that come in it, told apart by the last two digits of the phone number. */
let before = 0
test.beforeEach(async ({ proofs }) => {
  before = (await proofs.events()).length
})

const phoneOf = (person: number): string => `06399808${person}`
const kinds = async ({ events }: ProofServer, person: number) =>
  (await events())
    .slice(before)
    .flatMap(({ kind, contactHint }) => (contactHint?.endsWith(String(person)) ? [kind] : []))
const box = (page: Page): Locator => page.getByRole('checkbox', { name: /accepte que|I agree/ })
const phone = (page: Page): Locator => page.getByLabel('Téléphone')
const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Envoyer' }).click()
const status = (page: Page): Locator => page.locator('constat-choices').getByRole('status')
const isSent = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()

test('a yes of one language that is not said again in the next is taken back, and she is told', async ({
  page,
  host,
  proofs,
}) => {
  const person = people++
  await page.goto(host.serve({ script: STAYS, form: FIELDS + host.element('lang="fr"') }))
  await phone(page).fill(phoneOf(person))
  await box(page).check()
  await send(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  await page.evaluate(`document.querySelector('constat-choices').lang = 'en'`)
  await expect(page.getByRole('checkbox', { name: /I agree/ })).not.toBeChecked()
  await expect(status(page)).toHaveText('Please choose again.')
  await send(page)
  await expect.poll(() => kinds(proofs, person)).toEqual(['GIVEN', 'REFUSED', 'WITHDRAWN'])
})

test('another notice in the same element takes nothing back', async ({ page, host, proofs }) => {
  const person = people++
  await page.goto(host.serve({ script: STAYS }))
  await phone(page).fill(phoneOf(person))
  await box(page).check()
  await send(page)
  await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
  await page.evaluate(`document.querySelector('constat-choices').notice = 'rappel'`)
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await expect(box(page)).not.toBeChecked()
  await send(page)
  await expect.poll(() => kinds(proofs, person)).toEqual(['GIVEN', 'REFUSED'])
})

test('who goes back and corrects her number leaves no yes for the wrong one', async ({
  page,
  host,
  proofs,
}) => {
  const [wrong, right] = [people++, people++]
  await page.goto(host.serve())
  await phone(page).fill(phoneOf(wrong))
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.evaluate(() => void setTimeout(() => history.back()))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await expect(status(page)).toHaveText('Refaites vos choix.')
  await phone(page).fill(phoneOf(right))
  await box(page).check()
  await send(page)
  await isSent(page)
  expect(host.posts[1]?.get('choices-replaces')).toBe(host.posts[0]?.get('choices-receipt')?.split('.')[1])
  await page.goto(host.serve())
  await expect.poll(() => kinds(proofs, right)).toEqual(['GIVEN'])
  expect(await kinds(proofs, wrong)).toEqual(['GIVEN', 'WITHDRAWN'])
})

test('who opens the page anew is another: nothing is taken back', async ({ page, host, proofs }) => {
  const [first, next] = [people++, people++]
  await page.goto(host.serve())
  await phone(page).fill(phoneOf(first))
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.goto(host.serve())
  await phone(page).fill(phoneOf(next))
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.goto(host.serve())
  await expect.poll(() => kinds(proofs, next)).toEqual(['GIVEN'])
  await expect.poll(() => kinds(proofs, first)).toEqual(['GIVEN'])
})
