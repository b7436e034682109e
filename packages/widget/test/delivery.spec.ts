import type { Page } from '@playwright/test'
import { box, isInState, isSent, phone, send } from './server/form.ts'
import { expect, test, type Host } from './server/host.ts'
import type { Person } from './server/people.ts'
import { comesBack } from './waiting.ts'
import { isRecord, noRecords, open, type Edge, type ProofServer } from './server/proof-server.ts'
import { STAYS } from './site.ts'

/** Fills in the form of a person of her own and waits until the element has a challenge. */
const answer = async (page: Page, host: Host, person: Person, script = ''): Promise<Person> => {
  await page.goto(host.serve({ script }))
  await phone(page).fill(person.phone)
  await box(page).scrollIntoViewIfNeeded()
  // What came under a pointer just now counts as not seen.
  await page.waitForTimeout(1500)
  await box(page).check()
  await page.waitForFunction(() => {
    const token = new FormData(document.forms[0]).get('choices-receipt')
    return typeof token === 'string' && !token.startsWith('.')
  })
  return person
}

/** Exactly one record, now and after whatever else may still be on its way. */
const expectOne = async (page: Page, person: Person): Promise<void> => {
  await expect.poll(async () => (await person.events()).length, { timeout: 20_000 }).toBe(1)
  await page.waitForTimeout(400)
  expect(await person.events()).toMatchObject([
    { provenance: 'SITE_CHALLENGED', observationGrade: 'ASSURED' },
  ])
}

const answerLost: Edge = async (request, pass) => {
  if (!(await isRecord(request))) return pass(request)
  await pass(request)
  return new Response('', { status: 502 })
}
const slow: Edge = async (request, pass) => {
  if (await isRecord(request)) await new Promise((resolve) => setTimeout(resolve, 2000))
  return pass(request)
}
/** Refuses every record for good, and tells of each. */
const refusing =
  (onRefusal: () => void): Edge =>
  async (request, pass) => {
    if (!(await isRecord(request))) return pass(request)
    onRefusal()
    return Response.json(
      { errors: [{ message: 'no', extensions: { code: 'ORIGIN_DENIED' } }] },
      { status: 403, headers: { 'access-control-allow-origin': '*' } },
    )
  }

const OUTAGES: readonly (readonly [string, (proofs: ProofServer) => unknown])[] = [
  ['the server is down', ({ down }) => down()],
  ['a proxy answers 503', ({ setEdge }) => setEdge(noRecords)],
  ['the record arrives and its answer is lost', ({ setEdge }) => setEdge(answerLost)],
  ['the server is slow', ({ setEdge }) => setEdge(slow)],
]

for (const [outage, begin] of OUTAGES)
  test(`${outage}: the form goes at once, and two tabs later there is one record`, async ({
    page,
    host,
    proofs,
    newPerson,
  }) => {
    const person = await answer(page, host, newPerson())
    await begin(proofs)
    await send(page)
    // Long before any record could have gone through.
    await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible({ timeout: 4_000 })
    expect(host.posts).toHaveLength(1)
    await page.goto('about:blank')
    await proofs.up()
    proofs.setEdge(open)
    const other = await page.context().newPage()
    await Promise.all([page.goto(`${host.url}/`), other.goto(`${host.url}/`)])
    await expectOne(page, person)
    const receipt = await proofs.client.receipt(host.posts[0]?.get('choices-receipt') ?? '')
    expect(receipt?.id).toMatch(/^rcp_/)
  })

test('offline, then reloaded: one record', async ({ page, host, context, newPerson }) => {
  const person = await answer(page, host, newPerson(), STAYS)
  await context.setOffline(true)
  await send(page)
  await isInState(page, 'queued')
  await context.setOffline(false)
  await page.reload()
  await expectOne(page, person)
})

for (const [storage, refuse] of [
  [
    'that is full',
    `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }`,
  ],
  [
    'that is refused, as in private windows',
    `IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }`,
  ],
  [
    'that fails late',
    `IDBFactory.prototype.open = function () { const request = { }; setTimeout(() => request.onerror?.(new Event('error'))); return request }`,
  ],
] as const)
  test(`with storage ${storage} the record goes while the page lives, once`, async ({
    page,
    host,
    proofs,
    newPerson,
  }) => {
    await page.addInitScript(refuse)
    const person = await answer(page, host, newPerson(), STAYS)
    proofs.setEdge(noRecords)
    await send(page)
    await isInState(page, 'queued')
    proofs.setEdge(open)
    await comesBack(page)
    await isInState(page, 'recorded')
    await expectOne(page, person)
  })

test('what the server refuses for good is sent once', async ({ page, host, proofs, newPerson }) => {
  const person = await answer(page, host, newPerson(), STAYS)
  let refusals = 0
  proofs.setEdge(refusing(() => refusals++))
  const told = page.locator('constat-choices').evaluate(
    (element) =>
      new Promise<unknown>((resolve) => {
        element.addEventListener('constat-error', (event) => resolve('cause' in event && event.cause), {
          once: true,
        })
      }),
  )
  await send(page)
  expect(await told).toBe('KEY_REFUSED')
  await comesBack(page)
  await page.reload()
  await page.waitForTimeout(1000)
  expect(refusals).toBe(1)
  expect(await person.events()).toEqual([])
})

test('a refusal that no page was there to hear is told the next one, and the form’s copy still serves the back end', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const person = await answer(page, host, newPerson())
  let refusals = 0
  proofs.setEdge(refusing(() => refusals++))
  await send(page)
  await isSent(page)
  await expect.poll(() => refusals).toBeGreaterThan(0)
  await page.goto(`${host.url}/`)
  await page.waitForTimeout(1000)
  const told = refusals
  expect(told).toBeLessThanOrEqual(2)
  proofs.setEdge(open)
  await page.goto(`${host.url}/`)
  await page.waitForTimeout(500)
  expect(refusals).toBe(told)
  expect(await person.events()).toEqual([])
  const post = host.posts[0] ?? new URLSearchParams()
  const recorded = await proofs.client.recordConsent({
    idempotencyKey: post.get('choices-receipt')?.split('.')[1] ?? '',
    notice: post.get('choices-notice') ?? '',
    contact: { phone: post.get('telephone') },
    choices: [
      { question: 'appel', answer: 'GRANTED' },
      { question: 'partenaires', answer: 'UNANSWERED' },
      { question: 'courriel', answer: 'UNANSWERED' },
    ],
    observation: JSON.parse(post.get('choices-observation') ?? 'null'),
  })
  expect(recorded.__typename).toBe('RecordConsentPayload')
  expect(await person.events()).toHaveLength(1)
})

test('what is refused when it comes at last is told: to her page, and to the developer', async ({
  page,
  host,
  proofs,
  newPerson,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await answer(
    page,
    host,
    newPerson(),
    `document.addEventListener('constat-error', ({ cause }) => (document.title = cause))`,
  )
  proofs.setEdge(noRecords)
  await send(page)
  await isSent(page)
  proofs.setEdge(refusing(() => undefined))
  await page.goto(`${host.url}/`)
  await expect(page).toHaveTitle('RECORD_REFUSED')
  expect(said.join()).toContain('Lost a record')
})

test('sent twice in haste, and again: one record', async ({ page, host, newPerson }) => {
  const person = await answer(page, host, newPerson(), STAYS)
  await page.getByRole('button', { name: 'Envoyer' }).dblclick()
  await isInState(page, 'recorded')
  await send(page)
  await expectOne(page, person)
})

test('Back brings the page without its answers, and nothing is sent again', async ({
  page,
  host,
  newPerson,
}) => {
  const person = await answer(page, host, newPerson())
  await send(page)
  await isSent(page)
  await page.evaluate(() => void setTimeout(() => history.back()))
  await expectOne(page, person)
})
