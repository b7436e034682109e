import type { Locator, Page } from '@playwright/test'
import { box, isInState, isSent, phone, send } from './server/form.ts'
import { expect, FIELDS, test, type Host } from './server/host.ts'
import type { Person } from './server/people.ts'
import { noRecords, open, type ProofServer } from './server/proof-server.ts'

// As many sites do: a listener checks the form, and holds it until all is there.
const CHECKS = `document.addEventListener('submit', (event) => {
  if (!document.forms[0].nom.value) event.preventDefault()
})`
const reasons = async ({ client }: ProofServer, channel: 'LIVE_CALL' | 'EMAIL', person: Person) => {
  const { reasons: all } = await client.checkEligibility({
    contact: channel === 'EMAIL' ? { email: person.email } : { phone: person.phone },
    channel,
    purpose: 'COMMERCIAL_PROSPECTING',
    advertiser: channel === 'EMAIL' ? 'sols' : 'cuisines',
    goods: 'cuisines',
  })
  return all.map(({ code }) => code)
}
const kinds = async (person: Person) => (await person.events()).map(({ kind }) => kind)

const fill = async (page: Page, person: Person): Promise<void> => {
  await phone(page).fill(person.phone)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email)
}
const begin = async (page: Page, host: Host, person: Person, script = ''): Promise<Person> => {
  await page.goto(
    host.serve({
      script: CHECKS + script,
      form: `${FIELDS}${host.element()}<button type="reset">Vider</button>`,
    }),
  )
  await fill(page, person)
  return person
}
const sayYes = async (page: Page, host: Host, person: Person): Promise<Person> => {
  await begin(page, host, person)
  await box(page).check()
  await send(page)
  await isInState(page, 'recorded')
  return person
}
const sendForGood = async (page: Page): Promise<void> => {
  await page.getByLabel('Nom').fill('Jeanne')
  await send(page)
  await isSent(page)
}
const yes = (page: Page): Locator => page.getByRole('radio', { name: 'Oui' })

test('a yes that the site held back and the person took back is no yes', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await begin(page, host, newPerson())
  await box(page).check()
  await yes(page).check()
  await send(page)
  await isInState(page, 'recorded')
  expect(await reasons(proofs, 'LIVE_CALL', person)).not.toContain('CONSENT_WITHDRAWN')
  await box(page).uncheck()
  await page.getByRole('radio', { name: 'Non' }).check()
  await sendForGood(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED', 'WITHDRAWN'])
  expect(await reasons(proofs, 'LIVE_CALL', person)).toContain('CONSENT_WITHDRAWN')
  expect(await reasons(proofs, 'EMAIL', person)).toContain('CONSENT_WITHDRAWN')
  const [post] = host.posts
  expect(post?.get('choices[appel]')).toBe('refused')
  expect(post?.get('choices-replaces')).toMatch(/^[0-9a-f-]{36}$/)
})

// As a form plugin does once its request has gone.
const RESETS = `;document.addEventListener('submit', (event) => {
  event.preventDefault()
  event.target.reset()
})`

test('a box that is left alone after a reset takes no yes back, of the same person either', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await sayYes(page, host, newPerson())
  await page.getByRole('button', { name: 'Vider' }).click()
  expect(await page.evaluate(`new FormData(document.forms[0]).has('choices-replaces')`)).toBe(false)
  await fill(page, person)
  await sendForGood(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED'])
  expect(host.posts[0]?.get('choices[appel]')).toBe('unanswered')
  expect(await reasons(proofs, 'LIVE_CALL', person)).not.toContain('CONSENT_WITHDRAWN')
})

test('nor does one in a page that empties the form which it has sent, and a no does', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await begin(page, host, newPerson(), RESETS)
  await yes(page).check()
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN'])
  await fill(page, person)
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED'])
  expect(await reasons(proofs, 'EMAIL', person)).not.toContain('CONSENT_WITHDRAWN')
  await fill(page, person)
  await page.getByRole('radio', { name: 'Non' }).check()
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED', 'REFUSED', 'WITHDRAWN'])
  expect(await reasons(proofs, 'EMAIL', person)).toContain('CONSENT_WITHDRAWN')
})

test('who unticks her box before the page empties the form has taken back', async ({
  page,
  host,
  newPerson,
}) => {
  const person = await sayYes(page, host, newPerson())
  await box(page).uncheck()
  await page.evaluate(RESETS.slice(1))
  await send(page)
  await expect.poll(() => kinds(person)).toEqual(['GIVEN', 'REFUSED', 'WITHDRAWN'])
})

test('after a reset another person says nothing about the one before', async ({ page, host, newPerson }) => {
  const person = await sayYes(page, host, newPerson())
  await page.evaluate('document.forms[0].reset()')
  const other = newPerson()
  await fill(page, other)
  await sendForGood(page)
  await expect.poll(() => kinds(other)).toEqual(['REFUSED'])
  expect(await kinds(person)).toEqual(['GIVEN'])
  expect(host.posts[0]?.get('choices[appel]')).toBe('unanswered')
})

test('an objection box that was ticked meanwhile objects, and unticked again it goes on objecting', async ({
  page,
  host,
  newPerson,
}) => {
  const person = await begin(page, host, newPerson())
  const objection = page.getByRole('checkbox', { name: /m’oppose/ })
  await send(page)
  await isInState(page, 'recorded')
  await objection.check()
  await send(page)
  await isInState(page, 'recorded')
  await objection.uncheck()
  await sendForGood(page)
  await expect.poll(() => kinds(person)).toEqual(['REFUSED', 'REFUSED', 'OBJECTED', 'REFUSED'])
})

test('a yes that never left is gone with the no that follows it', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await begin(page, host, newPerson())
  await box(page).check()
  proofs.setEdge(noRecords)
  await send(page)
  await isInState(page, 'queued')
  await box(page).uncheck()
  await page.getByLabel('Nom').fill('Jeanne')
  await send(page)
  await isSent(page)
  proofs.setEdge(open)
  await page.goto(host.serve())
  await expect.poll(() => kinds(person)).toContain('REFUSED')
  await page.waitForTimeout(1000)
  expect(await reasons(proofs, 'LIVE_CALL', person)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(CONSENT_WITHDRAWN|NO_CONSENT)/)]),
  )
})
