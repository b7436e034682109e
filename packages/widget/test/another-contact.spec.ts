import type { Locator, Page } from '@playwright/test'
import { expect, test, type Host, type HostPage } from './server/host.ts'
import type { ProofServer } from './server/proof-server.ts'

const STAYS = `document.addEventListener('submit', (event) => event.preventDefault())`
// As a page does that sends the form itself and makes ready for the next one.
const EMPTIES = `document.addEventListener('submit', (event) => {
  event.preventDefault()
  for (const input of event.target.querySelectorAll('input')) input.value = ''
})`

let people = 10
/** The records of a test are those that come in it, told apart by the last two digits of the phone number. */
let before = 0
test.beforeEach(async ({ proofs }) => {
  before = (await proofs.events()).length
})

const phoneOf = (person: number): string => `06399805${person}`
/** What was recorded of someone's calls, oldest first. */
const recordsOf = async ({ events }: ProofServer, person: number) =>
  (await events())
    .slice(before)
    .filter(({ contactHint }) => contactHint?.endsWith(String(person)))
    .map(({ kind, choices }) =>
      [kind, ...choices.flatMap(({ question, answer }) => (question.key === 'appel' ? [answer] : []))].join(
        ' ',
      ),
    )

const box = (page: Page): Locator => page.getByRole('checkbox', { name: /accepte que/ })
const phone = (page: Page): Locator => page.getByLabel('Téléphone')
const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Envoyer' }).click()
const status = (page: Page): Locator => page.locator('constat-choices').getByRole('status')
const isRecorded = (page: Page): Promise<void> =>
  expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)

// Playwright fills fields of Firefox as a script of the page would; by keys a person types.
const startsToType = async (page: Page): Promise<void> => {
  await phone(page).press('End')
  await page.keyboard.press('Backspace')
}

/** Someone says yes to calls and sends it from a page that stays. */
const sayYes = async (page: Page, host: Host, parts: HostPage): Promise<number> => {
  const person = people++
  await page.goto(host.serve(parts))
  await phone(page).fill(phoneOf(person))
  await box(page).check()
  await send(page)
  await isRecorded(page)
  return person
}

test('who follows in a page that emptied its fields has answered nothing, and takes back nobody’s yes', async ({
  page,
  host,
  proofs,
}) => {
  const first = await sayYes(page, host, {
    script: EMPTIES,
    body: '<constat-receipt>Merci de votre visite.</constat-receipt>',
  })
  const next = people++
  const receipt = page.locator('constat-receipt')
  await expect(receipt).toContainText('Votre réponse est enregistrée')
  await phone(page).focus()
  await expect(box(page)).not.toBeChecked()
  await expect(page.getByText('Merci de votre visite.')).toBeVisible()
  await expect(receipt.getByRole('link')).toHaveCount(0)
  await expect(status(page)).toHaveText('Refaites vos choix.')
  await page.keyboard.type(phoneOf(next))
  await send(page)
  await expect.poll(() => recordsOf(proofs, next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(proofs, first)).toEqual(['GIVEN GRANTED'])
})

test('nor by keys alone, from the field where the one before left', async ({ page, host, proofs }) => {
  const first = people++
  const next = people++
  await page.goto(host.serve({ script: EMPTIES }))
  await box(page).check()
  await phone(page).fill(phoneOf(first))
  await page.keyboard.press('Enter')
  await isRecorded(page)
  await page.keyboard.type(phoneOf(next))
  await page.keyboard.press('Enter')
  await expect.poll(() => recordsOf(proofs, next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(proofs, first)).toEqual(['GIVEN GRANTED'])
})

test('nor where the page itself fills in the next contact and sends', async ({ page, host, proofs }) => {
  const first = await sayYes(page, host, { script: STAYS })
  const next = people++
  await page.evaluate(`document.forms[0].telephone.value = '${phoneOf(next)}'`)
  await page.evaluate('document.forms[0].requestSubmit()')
  await expect.poll(() => recordsOf(proofs, next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(proofs, first)).toEqual(['GIVEN GRANTED'])
})

test('nor where the page moves the element into the form of another', async ({ page, host, proofs }) => {
  const first = await sayYes(page, host, {
    script: STAYS,
    body: '<form id="g"><label>Mobile <input name="mobile" autocomplete="tel"></label><button>Suite</button></form>',
  })
  const next = people++
  await page.evaluate(`document.getElementById('g').append(document.querySelector('constat-choices'))`)
  await page.getByLabel('Mobile').fill(phoneOf(next))
  await page.getByRole('button', { name: 'Suite' }).click()
  await expect.poll(() => recordsOf(proofs, next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(proofs, first)).toEqual(['GIVEN GRANTED'])
})

test('who corrects her number is told to answer again before she sends, and the wrong number has no yes', async ({
  page,
  host,
  proofs,
}) => {
  const wrong = await sayYes(page, host, { script: STAYS })
  const right = people++
  await startsToType(page)
  await expect(box(page)).not.toBeChecked()
  await expect(status(page)).toHaveText('Refaites vos choix.')
  expect(await page.evaluate(`new FormData(document.forms[0]).get('choices[appel]')`)).toBe('unanswered')
  await phone(page).fill(phoneOf(right))
  await box(page).check()
  await send(page)
  await expect.poll(() => recordsOf(proofs, right)).toEqual(['GIVEN GRANTED'])
  expect(await recordsOf(proofs, wrong)).toEqual(['GIVEN GRANTED', 'WITHDRAWN REFUSED'])
})

test('who corrects it and answers no more has neither said yes nor no for the right one', async ({
  page,
  host,
  proofs,
}) => {
  const wrong = await sayYes(page, host, { script: STAYS })
  const right = people++
  await startsToType(page)
  await phone(page).fill(phoneOf(right))
  await send(page)
  await expect.poll(() => recordsOf(proofs, right)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(proofs, wrong)).toEqual(['GIVEN GRANTED', 'WITHDRAWN REFUSED'])
})

test('a number written otherwise and an address added are no other contact: the yes stays', async ({
  page,
  host,
  proofs,
}) => {
  const person = await sayYes(page, host, { script: STAYS })
  await phone(page).fill(phoneOf(person).replaceAll(/..(?=.)/g, '$& '))
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`p${person}@example.fr`)
  await expect(box(page)).toBeChecked()
  await send(page)
  await expect.poll(() => recordsOf(proofs, person)).toEqual(['GIVEN GRANTED', 'GIVEN GRANTED'])
})

test('what a script posts after a correction carries nothing of the number before', async ({
  page,
  host,
  proofs,
}) => {
  // Nothing answered: the answers are the same before and after.
  const wrong = people++
  await page.goto(host.serve({ script: STAYS }))
  await phone(page).fill(phoneOf(wrong))
  await send(page)
  await isRecorded(page)
  await startsToType(page)
  await phone(page).fill(phoneOf(people++))
  await page.evaluate('document.forms[0].submit()')
  await expect.poll(() => host.posts.length).toBe(1)
  const token = host.posts[0]?.get('choices-receipt') ?? ''
  expect(await proofs.client.receipt(token)).toBeNull()
  expect(host.posts[0]?.get('choices-replaces')).toMatch(/^[0-9a-f-]{36}$/)
})
