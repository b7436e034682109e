import { afterAll, beforeAll, expect, test } from 'vitest'
import { formOf } from '../testing/form.ts'
import { LETTERS } from '../testing/letters.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>
let people = 10

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

type Said = 'GRANTED' | 'REFUSED' | 'UNANSWERED'

/** A person of her own for each test. */
const someone = () => ({ phone: `06 39 98 51 ${people++}` })

/** A submission from the page, with a challenge of its own. */
const said = async (contact: object, answer: Said, changes: object = {}) => ({
  ...form.submission({ contact, choices: [{ question: 'appel', answer }] }),
  challenge: await form.capture(),
  replaces: [] as readonly string[],
  ...changes,
})
const send = async (input: unknown) => (await form.send(input)).body.data.recordConsent
const kinds = ({ events }: { events: readonly { kind: string }[] }) => events.map(({ kind }) => kind)
const reasons = async (phone: string): Promise<readonly string[]> => {
  const { reasons: all } = await server.client.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    purpose: 'COMMERCIAL_PROSPECTING',
    advertiser: 'cuisines',
    goods: 'cuisines',
    at: new Date(TUESDAY).toISOString(),
  })
  return all.map(({ code }) => code)
}

test('what takes the place of an earlier submission ends the yes that it no longer says', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  await send(yes)
  expect(await reasons(contact.phone)).toContain('OK_CONSENT_VALID')
  const no = await said(contact, 'REFUSED', { replaces: [yes.idempotencyKey] })
  expect(kinds(await send(no))).toEqual(['REFUSED', 'WITHDRAWN'])
  expect(await reasons(contact.phone)).toContain('CONSENT_WITHDRAWN')
  // Sent again, it is answered as the first time, and ends nothing twice.
  expect(await send(no)).toMatchObject({ replayed: true })
  expect(kinds(await send(await said(contact, 'REFUSED', { replaces: [yes.idempotencyKey] })))).toEqual([
    'REFUSED',
  ])
})

test('a yes said again stands', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  await send(yes)
  expect(kinds(await send(await said(contact, 'GRANTED', { replaces: [yes.idempotencyKey] })))).toEqual([
    'GIVEN',
  ])
  expect(await reasons(contact.phone)).toContain('OK_CONSENT_VALID')
})

test('a number typed wrong and corrected is not consented for', async () => {
  const [wrong, right] = [someone(), someone()]
  const first = await said(wrong, 'GRANTED')
  await send(first)
  await send(await said(right, 'GRANTED', { replaces: [first.idempotencyKey] }))
  expect(await reasons(wrong.phone)).toContain('CONSENT_WITHDRAWN')
  expect(await reasons(right.phone)).toContain('OK_CONSENT_VALID')
})

test('an earlier submission that comes after its successor grants nothing', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  expect(kinds(await send(await said(contact, 'REFUSED', { replaces: [yes.idempotencyKey] })))).toEqual([
    'REFUSED',
  ])
  expect(await send(yes)).toMatchObject({ __typename: 'IdempotencyMismatch' })
  expect(await reasons(contact.phone)).not.toContain('OK_CONSENT_VALID')
})

test('a yes that took the place of one that never came is ended once', async () => {
  const contact = someone()
  const [lost, yes] = [await said(contact, 'GRANTED'), await said(contact, 'GRANTED')]
  await send({ ...yes, replaces: [lost.idempotencyKey] })
  const no = await said(contact, 'REFUSED', { replaces: [lost.idempotencyKey, yes.idempotencyKey] })
  expect(kinds(await send(no))).toEqual(['REFUSED', 'WITHDRAWN'])
})

test('a successor that is refused leaves the earlier one to come', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  const used = await said(someone(), 'REFUSED')
  await send(used)
  const refused = await said(contact, 'REFUSED', {
    challenge: used.challenge,
    replaces: [yes.idempotencyKey],
  })
  expect(await send(refused)).toMatchObject({ __typename: 'ChallengeFailed' })
  expect(kinds(await send(yes))).toEqual(['GIVEN'])
})

test('the copy of the back end comes first: what the browser’s replaces ends all the same', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  await send(yes)
  const no = await said(contact, 'REFUSED', { replaces: [yes.idempotencyKey] })
  const { replaces: _, ...copy } = no
  await server.client.recordConsent(copy)
  await send(no)
  expect(await reasons(contact.phone)).toContain('CONSENT_WITHDRAWN')
})

test('a back end sent the first copy: what the browser’s next takes back ends all the same', async () => {
  const contact = someone()
  const yes = await said(contact, 'GRANTED')
  const { replaces: _, challenge: __, ...copy } = yes
  await server.client.recordConsent(copy)
  expect(await send(yes)).toMatchObject({ replayed: true })
  expect(kinds(await send(await said(contact, 'REFUSED', { replaces: [yes.idempotencyKey] })))).toEqual([
    'REFUSED',
    'WITHDRAWN',
  ])
  expect(await reasons(contact.phone)).toContain('CONSENT_WITHDRAWN')
})

test.each(['idempotencyKey', 'replaces'])(
  'a page’s key takes, ends and reads nothing under a name that can be guessed: %s',
  async (member) => {
    const contact = someone()
    const yes = form.submission({ idempotencyKey: `lead ${member}`, contact })
    granted(await server.client.recordConsent(yes), 'RecordConsentPayload')
    const guessed = await said(contact, 'REFUSED', {
      [member]: member === 'replaces' ? [yes.idempotencyKey] : yes.idempotencyKey,
    })
    const path = member === 'replaces' ? [member, '0'] : [member]
    expect(await form.refused(guessed)).toMatchObject({
      issues: [{ path: ['input', ...path], rule: 'uuid' }],
    })
    expect(await form.refused({ ...yes, challenge: await form.capture() })).toMatchObject({
      __typename: 'InvalidInput',
    })
    expect(await reasons(contact.phone)).toContain('OK_CONSENT_VALID')
  },
)

test('an objection that comes after its successor is recorded, once, for whom it was made', async () => {
  const letters = await formOf(server, LETTERS)
  const contact = { email: 'late@example.fr' }
  const answer = async (given: 'REFUSED' | 'UNANSWERED', replaces: readonly string[] = []) => ({
    ...letters.submission({ contact, choices: [{ question: 'courrier', answer: given }] }),
    challenge: await letters.capture(),
    replaces,
  })
  const objects = await answer('REFUSED')
  await letters.send(await answer('UNANSWERED', [objects.idempotencyKey]))
  const late = async () => (await letters.send(objects)).body.data.recordConsent
  expect(kinds(await late())).toEqual(['REFUSED', 'OBJECTED'])
  expect(kinds(await late())).toEqual(['REFUSED', 'OBJECTED'])
  const { reasons: all, evidence } = await server.client.checkEligibility({
    contact,
    channel: 'POST',
    advertiser: 'cuisines',
    goods: 'cuisines',
  })
  expect(all[0]).toMatchObject({ code: 'OBJECTION_RECORDED' })
  expect(evidence.filter(({ kind }) => kind === 'OBJECTED')).toHaveLength(1)
})

test('contacts that the notice does not ask about make no other submission', async () => {
  const calls = await formOf(server, {
    ...NOTICE,
    key: 'appels',
    questions: NOTICE.questions.filter(({ key }) => key === 'appel'),
  })
  const [contact, email] = [someone(), 'two@example.fr']
  const input = calls.submission({ contact, choices: [{ question: 'appel', answer: 'GRANTED' }] })
  granted(
    await server.client.recordConsent({ ...input, contact: { ...contact, email } }),
    'RecordConsentPayload',
  )
  const sent = await calls.send({ ...input, challenge: await calls.capture() })
  expect(sent.body.data.recordConsent).toMatchObject({ replayed: true })
})

test('no more than a hundred are replaced at once', async () => {
  const many = await said(someone(), 'REFUSED', {
    replaces: Array.from({ length: 101 }, () => crypto.randomUUID()),
  })
  expect(await form.refused(many)).toMatchObject({
    issues: [{ path: ['input', 'replaces'], rule: 'too-long' }],
  })
})
