import type { Page } from '@playwright/test'
import { box, isInState, phone, send, status } from './server/form.ts'
import { expect, test, type Host, type HostPage } from './server/host.ts'
import type { Person } from './server/people.ts'
import { STAYS } from './site.ts'

// As a page does that sends the form itself and makes ready for the next one.
const EMPTIES = `document.addEventListener('submit', (event) => {
  event.preventDefault()
  for (const input of event.target.querySelectorAll('input')) input.value = ''
})`

/** What was recorded of someone's calls, oldest first. */
const recordsOf = async (person: Person) =>
  (await person.events()).map(({ kind, choices }) =>
    [kind, ...choices.flatMap(({ question, answer }) => (question.key === 'appel' ? [answer] : []))].join(
      ' ',
    ),
  )

// Playwright fills fields of Firefox as a script of the page would; by keys a person types.
const startsToType = async (page: Page): Promise<void> => {
  await phone(page).press('End')
  await page.keyboard.press('Backspace')
}

/** Someone says yes to calls and sends it from a page that stays. */
const sayYes = async (page: Page, host: Host, person: Person, parts: HostPage): Promise<Person> => {
  await page.goto(host.serve(parts))
  await phone(page).fill(person.phone)
  await box(page).check()
  await send(page)
  await isInState(page, 'recorded')
  return person
}

test('who follows in a page that emptied its fields has answered nothing, and takes back nobody’s yes', async ({
  page,
  host,
  newPerson,
}) => {
  const first = await sayYes(page, host, newPerson(), {
    script: EMPTIES,
    body: '<constat-receipt>Merci de votre visite.</constat-receipt>',
  })
  const next = newPerson()
  const receipt = page.locator('constat-receipt')
  await expect(receipt).toContainText('Votre réponse est enregistrée')
  await phone(page).focus()
  await expect(box(page)).not.toBeChecked()
  await expect(page.getByText('Merci de votre visite.')).toBeVisible()
  await expect(receipt.getByRole('link')).toHaveCount(0)
  await expect(status(page)).toHaveText('Refaites vos choix.')
  await page.keyboard.type(next.phone)
  await send(page)
  await expect.poll(() => recordsOf(next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(first)).toEqual(['GIVEN GRANTED'])
})

test('nor by keys alone, from the field where the one before left', async ({ page, host, newPerson }) => {
  const first = newPerson()
  const next = newPerson()
  await page.goto(host.serve({ script: EMPTIES }))
  await box(page).check()
  await phone(page).fill(first.phone)
  await page.keyboard.press('Enter')
  await isInState(page, 'recorded')
  await page.keyboard.type(next.phone)
  await page.keyboard.press('Enter')
  await expect.poll(() => recordsOf(next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(first)).toEqual(['GIVEN GRANTED'])
})

test('nor where the page itself fills in the next contact and sends', async ({ page, host, newPerson }) => {
  const first = await sayYes(page, host, newPerson(), { script: STAYS })
  const next = newPerson()
  await page.evaluate(`document.forms[0].telephone.value = '${next.phone}'`)
  await page.evaluate('document.forms[0].requestSubmit()')
  await expect.poll(() => recordsOf(next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(first)).toEqual(['GIVEN GRANTED'])
})

test('nor where the page moves the element into the form of another', async ({ page, host, newPerson }) => {
  const first = await sayYes(page, host, newPerson(), {
    script: STAYS,
    body: '<form id="g"><label>Mobile <input name="mobile" autocomplete="tel"></label><button>Suite</button></form>',
  })
  const next = newPerson()
  await page.evaluate(`document.getElementById('g').append(document.querySelector('constat-choices'))`)
  await page.getByLabel('Mobile').fill(next.phone)
  await page.getByRole('button', { name: 'Suite' }).click()
  await expect.poll(() => recordsOf(next)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(first)).toEqual(['GIVEN GRANTED'])
})

test('who corrects her number is told to answer again before she sends, and the wrong number has no yes', async ({
  page,
  host,
  newPerson,
}) => {
  const wrong = await sayYes(page, host, newPerson(), { script: STAYS })
  const right = newPerson()
  await startsToType(page)
  await expect(box(page)).not.toBeChecked()
  await expect(status(page)).toHaveText('Refaites vos choix.')
  expect(await page.evaluate(`new FormData(document.forms[0]).get('choices[appel]')`)).toBe('unanswered')
  await phone(page).fill(right.phone)
  await box(page).check()
  await send(page)
  await expect.poll(() => recordsOf(right)).toEqual(['GIVEN GRANTED'])
  expect(await recordsOf(wrong)).toEqual(['GIVEN GRANTED', 'WITHDRAWN REFUSED'])
})

test('who corrects it and answers no more has neither said yes nor no for the right one', async ({
  page,
  host,
  newPerson,
}) => {
  const wrong = await sayYes(page, host, newPerson(), { script: STAYS })
  const right = newPerson()
  await startsToType(page)
  await phone(page).fill(right.phone)
  await send(page)
  await expect.poll(() => recordsOf(right)).toEqual(['REFUSED UNANSWERED'])
  expect(await recordsOf(wrong)).toEqual(['GIVEN GRANTED', 'WITHDRAWN REFUSED'])
})

test('a number written otherwise and an address added are no other contact: the yes stays', async ({
  page,
  host,
  newPerson,
}) => {
  const person = await sayYes(page, host, newPerson(), { script: STAYS })
  await phone(page).fill(person.phone.replaceAll(/..(?=.)/g, '$& '))
  await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email)
  await expect(box(page)).toBeChecked()
  await send(page)
  await expect.poll(() => recordsOf(person)).toEqual(['GIVEN GRANTED', 'GIVEN GRANTED'])
})

test('what a script posts after a correction carries nothing of the number before', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  // Nothing answered: the answers are the same before and after.
  const wrong = newPerson()
  await page.goto(host.serve({ script: STAYS }))
  await phone(page).fill(wrong.phone)
  await send(page)
  await isInState(page, 'recorded')
  await startsToType(page)
  await phone(page).fill(newPerson().phone)
  await page.evaluate('document.forms[0].submit()')
  await expect.poll(() => host.posts.length).toBe(1)
  const token = host.posts[0]?.get('choices-receipt') ?? ''
  expect(await proofs.client.receipt(token)).toBeNull()
  expect(host.posts[0]?.get('choices-replaces')).toMatch(/^[0-9a-f-]{36}$/)
})
