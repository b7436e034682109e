import type { NoticeDocument } from '@constat/core/notice'
import type { Page } from '@playwright/test'
import { box, isInState, phone, send, status } from './server/form.ts'
import { expect, FIELDS, test, type Host } from './server/host.ts'
import { PUBLISHED } from './server/notices.ts'
import type { Person } from './server/people.ts'
import type { Edge, ProofServer } from './server/proof-server.ts'

const COUNTS = `document.addEventListener('submit', (event) => event.preventDefault())
  window.readies = 0
  document.addEventListener('constat-ready', () => window.readies++)`

let notices = 0
/** The answers about calls of someone, with the version that they were given to. */
const recordsOf = async (person: Person) =>
  (await person.events()).map(({ choices, notice }) => [
    choices.find(({ question }) => question.key === 'appel')?.answer,
    notice?.version,
  ])

const versionOf = (key: string, version: number): NoticeDocument => ({
  ...PUBLISHED,
  key,
  questions: PUBLISHED.questions.map((question) =>
    question.key === 'appel' ? { ...question, label: `${question.label} Texte ${version}.` } : question,
  ),
})

const carried = (page: Page): Promise<unknown> =>
  page.evaluate(`new FormData(document.forms[0]).get('choices[appel]')`)

/** Whatever is not asked of a cache waits for a gate. */
const heldBy =
  (gate: Promise<void>): Edge =>
  async (request, pass) => {
    if (request.method === 'POST') await gate
    return pass(request)
  }

/** A page that has seen the first version of a notice, which the browser keeps, and the second that was published since. */
const openOld = async (page: Page, host: Host, proofs: ProofServer, between = async () => {}) => {
  const key = `version-${notices++}`
  await proofs.publish(versionOf(key, 1))
  await page.goto(host.serve({ form: FIELDS + host.element(`notice="${key}"`), script: COUNTS }))
  await expect(box(page)).toBeVisible()
  await between()
  await proofs.publish(versionOf(key, 2))
  await page.goto(`${host.url}/`)
  return key
}

test('a new version takes the place of the one that the browser keeps, once', async ({
  page,
  host,
  proofs,
}) => {
  await openOld(page, host, proofs)
  await page.getByLabel('Nom').focus()
  await expect(page.getByRole('checkbox', { name: /Texte 2/ })).toBeVisible()
  await page.waitForTimeout(3000)
  expect(await page.evaluate('window.readies')).toBeLessThanOrEqual(2)
  await box(page).check()
  await page.waitForTimeout(1000)
  await expect(box(page)).toBeChecked()
})

test('who was answering the old one is told, and stays at the same question', async ({
  page,
  host,
  proofs,
}) => {
  // The server says that there is another when she has answered.
  const gate = Promise.withResolvers<void>()
  await openOld(page, host, proofs, async () => proofs.setEdge(heldBy(gate.promise)))
  await page.getByRole('radio', { name: 'Non' }).focus()
  await page.keyboard.press('Space')
  gate.resolve()
  await expect(page.getByRole('checkbox', { name: /Texte 2/ })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Non' })).not.toBeChecked()
  await expect(status(page)).toHaveText('Refaites vos choix.')
  await expect(page.getByRole('radio', { name: 'Non' })).toBeFocused()
})

test('what she sends of the old one before the page knows is recorded as what it is', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = newPerson()
  const gate = Promise.withResolvers<void>()
  await openOld(page, host, proofs, async () => proofs.setEdge(heldBy(gate.promise)))
  await phone(page).fill(person.phone)
  await box(page).check()
  await send(page)
  expect(await carried(page)).toBe('granted')
  gate.resolve()
  await expect.poll(() => recordsOf(person)).toEqual([['GRANTED', 1]])
  await isInState(page, 'recorded')
  await expect(box(page)).toBeChecked()
})

test('what waited in the browser while another version was published is not lost', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = newPerson()
  await openOld(page, host, proofs, async () => {
    // The notice is shown at once and its copy written after.
    const copies = `caches.open('constat').then((cache) => cache.keys()).then((keys) => keys.length)`
    await expect.poll(() => page.evaluate(copies)).toBeGreaterThan(0)
    await proofs.down()
    await page.reload()
    await phone(page).fill(person.phone)
    await box(page).check()
    await send(page)
    await isInState(page, 'queued')
    await page.goto('about:blank')
    await proofs.up()
  })
  await expect.poll(() => recordsOf(person)).toEqual([['GRANTED', 1]])
})
