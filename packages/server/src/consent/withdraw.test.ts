import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const everything = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))

/** A person of her own for each test. */
const someone = () => {
  const number = String(count++).padStart(2, '0')
  return { phone: `06 39 98 50 ${number}`, email: `person${number}@example.fr` }
}

const consenting = async (contact = someone()) => {
  const recorded = granted(
    await server.client.recordConsent({
      idempotencyKey: `given ${contact.phone}`,
      notice,
      contact,
      choices: everything,
    }),
    'RecordConsentPayload',
  )
  return { contact, event: recorded.events[0]!, receipt: recorded.receipt }
}

const withdraw = (input: object) =>
  server.client.withdrawConsent({ idempotencyKey: `withdrawal ${count++}`, ...input })

const endedQuestions = (
  events: readonly { readonly choices: readonly { readonly question: { readonly key: string } }[] }[],
) => events.map(({ choices }) => choices.map(({ question }) => question.key))

test('withdrawing by phone ends what binds to the phone, and points to the submission', async () => {
  const { contact, event } = await consenting()
  const { events } = granted(await withdraw({ contact: { phone: contact.phone } }), 'WithdrawConsentPayload')
  expect(events).toMatchObject([
    { kind: 'WITHDRAWN', supersedes: { id: event.id }, provenance: 'SERVER_ATTESTED' },
  ])
  expect(endedQuestions(events)).toEqual([['appel']])
})

test('withdrawing by e-mail ends what binds to the e-mail', async () => {
  const { contact } = await consenting()
  const { events } = granted(
    await withdraw({ contact: { email: contact.email.toUpperCase() } }),
    'WithdrawConsentPayload',
  )
  expect(endedQuestions(events)).toEqual([['email', 'partenaires']])
})

test('channels and advertisers narrow what is ended; the rest can be ended later', async () => {
  const { contact } = await consenting()
  const first = granted(
    await withdraw({ contact: { email: contact.email }, channels: ['EMAIL'], advertisers: ['sols'] }),
    'WithdrawConsentPayload',
  )
  expect(endedQuestions(first.events)).toEqual([['partenaires']])
  const rest = granted(await withdraw({ contact: { email: contact.email } }), 'WithdrawConsentPayload')
  expect(endedQuestions(rest.events)).toEqual([['email', 'partenaires']])
  const nothing = granted(await withdraw({ contact: { email: contact.email } }), 'WithdrawConsentPayload')
  expect(nothing.events).toEqual([])
})

test('each submission of a contact gets its own withdrawal', async () => {
  const contact = someone()
  await consenting(contact)
  await server.client.recordConsent({
    idempotencyKey: `again ${contact.phone}`,
    notice,
    contact,
    choices: everything,
  })
  const { events } = granted(await withdraw({ contact: { phone: contact.phone } }), 'WithdrawConsentPayload')
  expect(events).toHaveLength(2)
})

test('the token of the person’s link ends her whole submission', async () => {
  const { receipt } = await consenting()
  const token = receipt.manageUrl.split('/').at(-1)
  const { events } = granted(await withdraw({ token }), 'WithdrawConsentPayload')
  expect(endedQuestions(events)).toEqual([['appel', 'email', 'partenaires']])
})

test('the same withdrawal again is answered as the first time', async () => {
  const { contact } = await consenting()
  const input = { idempotencyKey: 'the same', contact: { phone: contact.phone } }
  const first = granted(await server.client.withdrawConsent(input), 'WithdrawConsentPayload')
  const again = granted(await server.client.withdrawConsent(input), 'WithdrawConsentPayload')
  expect(again.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id))
  const other = await server.client.withdrawConsent({ ...input, contact: { phone: someone().phone } })
  expect(other).toMatchObject({ __typename: 'IdempotencyMismatch' })
})

test.each([
  ['neither contact nor token', {}, ['input'], 'one-target'],
  ['both contact and token', { contact: { phone: '06 39 98 50 00' }, token: 'x' }, ['input'], 'one-target'],
  ['a phone that is none', { contact: { phone: 'abc' } }, ['input', 'contact', 'phone'], 'phone-letters'],
  [
    'an advertiser that no notice names',
    { contact: { phone: '06 39 98 50 00' }, advertisers: ['sols', 'solls'] },
    ['input', 'advertisers', '1'],
    'known-party',
  ],
  [
    'no channel at all',
    { contact: { phone: '06 39 98 50 00' }, channels: [] },
    ['input', 'channels'],
    'not-empty',
  ],
])('%s is refused with its path and rule', async (_name, input, path, rule) => {
  const refused = await withdraw(input)
  expect(refused).toMatchObject({ __typename: 'InvalidInput' })
  expect('issues' in refused ? refused.issues : []).toContainEqual(expect.objectContaining({ path, rule }))
})

test('an unknown contact and a foreign token are not found, and nothing is stored', async () => {
  const { receipt } = await consenting()
  const token = receipt.manageUrl.split('/').at(-1)!
  expect(await withdraw({ contact: { phone: '06 39 98 00 00' } })).toMatchObject({ __typename: 'NotFound' })
  expect(await server.stranger.withdrawConsent({ idempotencyKey: 'x', token })).toMatchObject({
    __typename: 'NotFound',
  })
})

test('the person sees her choices, contact masked, and one button withdraws them', async () => {
  const { contact, receipt } = await consenting()
  const { pathname } = new URL(receipt.manageUrl)
  const seen = await server.fetch(pathname)
  const page = await seen.text()
  expect(page).toContain('+33 6 •• •• ••')
  expect(page).not.toContain(contact.phone.slice(3, 11))
  expect(page.match(/<button/g)).toHaveLength(1)
  expect(Object.fromEntries(seen.headers)).toMatchObject({
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
  })
  // Looking changes nothing, however often a mail scanner looks.
  await server.fetch(pathname)
  expect((await server.client.events({ contact: { phone: contact.phone } })).edges).toHaveLength(1)

  const posted = await server.fetch(pathname, { method: 'POST' })
  expect([posted.status, posted.headers.get('location')]).toEqual([303, pathname])
  await server.fetch(pathname, { method: 'POST' })
  const { edges } = await server.client.events({ contact: { phone: contact.phone } })
  expect(edges.map(({ node }) => node.kind)).toEqual(['GIVEN', 'WITHDRAWN'])
  expect(await (await server.fetch(pathname)).text()).not.toContain('<button')
})

test('a link that opens nothing says so, and is not told from a foreign one', async () => {
  const answer = await server.fetch(`/manage/${'A'.repeat(43)}`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Ce lien n’ouvre aucun enregistrement')
})
