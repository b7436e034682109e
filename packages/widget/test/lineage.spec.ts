import { box, isInState, isSent, phone, send, status } from './server/form.ts'
import { expect, FIELDS, test } from './server/host.ts'
import type { Person } from './server/people.ts'
import { STAYS } from './site.ts'

const kinds = async (person: Person) => (await person.events()).map(({ kind }) => kind)

test('a yes of one language that is not said again in the next is taken back, and she is told', async ({
  page,
  host,
  newPerson,
}) => {
  const person = newPerson()
  await page.goto(host.serve({ script: STAYS, form: FIELDS + host.element('lang="fr"') }))
  await phone(page).fill(person.phone)
  await box(page).check()
  await send(page)
  await isInState(page, 'recorded')
  await page.evaluate(`document.querySelector('constat-choices').lang = 'en'`)
  await expect(page.getByRole('checkbox', { name: /I agree/ })).not.toBeChecked()
  await expect(status(page)).toHaveText('Please choose again.')
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED', 'WITHDRAWN'])
})

test('another notice in the same element takes nothing back', async ({ page, host, newPerson }) => {
  const person = newPerson()
  await page.goto(host.serve({ script: STAYS }))
  await phone(page).fill(person.phone)
  await box(page).check()
  await send(page)
  await isInState(page, 'recorded')
  await page.evaluate(`document.querySelector('constat-choices').notice = 'rappel'`)
  await isInState(page, 'ready')
  await expect(box(page)).not.toBeChecked()
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED'])
})

test('who goes back and corrects her number leaves no yes for the wrong one', async ({
  page,
  host,
  newPerson,
}) => {
  const [wrong, right] = [newPerson(), newPerson()]
  // Firefox would bring the page back as it was left, of which its driver hears nothing.
  await page.goto(host.serve({ script: `addEventListener('unload', () => {})` }))
  await phone(page).fill(wrong.phone)
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.evaluate(() => void setTimeout(() => history.back()))
  await isInState(page, 'ready')
  await expect(status(page)).toHaveText('Refaites vos choix.')
  await phone(page).fill(right.phone)
  await box(page).check()
  await send(page)
  await isSent(page)
  expect(host.posts[1]?.get('choices-replaces')).toBe(host.posts[0]?.get('choices-receipt')?.split('.')[1])
  await page.goto(host.serve())
  await expect.poll(() => kinds(right)).toEqual(['GIVEN'])
  expect(await kinds(wrong)).toEqual(['GIVEN', 'WITHDRAWN'])
})

test('who opens the page anew is another: nothing is taken back', async ({ page, host, newPerson }) => {
  const [first, next] = [newPerson(), newPerson()]
  await page.goto(host.serve())
  await phone(page).fill(first.phone)
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.goto(host.serve())
  await phone(page).fill(next.phone)
  await box(page).check()
  await send(page)
  await isSent(page)
  await page.goto(host.serve())
  await expect.poll(() => kinds(next)).toEqual(['GIVEN'])
  await expect.poll(() => kinds(first)).toEqual(['GIVEN'])
})
