import { payloadOf, RequestRefused, type Problem, type RequestConfirmationInput } from '@constat/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { startMute } from '../testing/mute.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { NOTICE } from '../testing/server-under-test.ts'
import { mailSender } from './mail.ts'

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming({ perContact: 3, perAddress: 2 })
})
afterEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.close())

const request = (input: Partial<RequestConfirmationInput> & { event: string }) =>
  world.server.client.requestConfirmation({ channel: 'EMAIL', ...input })

/** What is refused, by path and rule. */
const refusal = (result: object): unknown => {
  const { __typename, issues = [] } = result as Partial<Problem>
  return [__typename, ...issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)]
}

const submissionOf = async (contact: { phone?: string; email?: string }, granted: readonly string[]) => {
  const { notice } = payloadOf(await world.server.client.publishNotice(NOTICE))
  const choices = granted.map((question) => ({ question, answer: 'GRANTED' as const }))
  const { events } = payloadOf(
    await world.server.client.recordConsent({ notice: notice.sha256, contact, choices }),
  )
  return events[0]?.id ?? ''
}

test('RequestConfirmationPayload: a mail in the language of the notice, with what was agreed to and a link, to that address alone', async () => {
  const { event, contact } = await consenting(world.server)
  const { confirmation, replayed } = payloadOf(await request({ event: event.id }))
  expect(replayed).toBe(false)
  expect(confirmation).toMatchObject({
    channel: 'EMAIL',
    means: 'LINK',
    expiresAt: new Date(TUESDAY + 600_000).toISOString(),
  })
  const [mail] = world.relay.mails.slice(-1)
  expect(mail?.to).toEqual([contact.email])
  expect(mail?.text).toContain('Cuisines SAS')
  expect(mail?.text).toContain('Auto-Submitted: auto-generated')
  // The consents to e-mail, and not that to calls, which binds to the phone.
  expect(mail?.text).toContain('J’accepte de recevoir par e-mail')
  expect(mail?.text).not.toContain('m’appelle')
  expect(mail?.text).toContain('<html lang="fr">')
  expect(mail?.text).not.toMatch(/<img|<script|src=/)
  expect(world.link()).toMatch(/^\/confirm\//)
})

test('RequestConfirmationPayload: in English for a notice in another language than French', async () => {
  const document = { ...NOTICE, key: 'quote', locale: 'en' }
  const published = await world.server.client.publishNotice(document)
  // The lint reads French; what it cannot read is a warning.
  const { notice } = payloadOf(published)
  const { events } = payloadOf(
    await world.server.client.recordConsent({
      notice: notice.sha256,
      contact: { email: 'english@example.com' },
      choices: [{ question: 'email', answer: 'GRANTED' }],
    }),
  )
  payloadOf(await request({ event: events[0]?.id ?? '', means: 'CODE' }))
  expect(world.relay.mails.at(-1)?.text).toMatch(/Your confirmation code: \d{8}\. It holds for 10 minutes\./)
})

test('RequestConfirmationPayload: a text message through the gateway, filled into its own JSON', async () => {
  const { event } = await consenting(world.server)
  payloadOf(await request({ event: event.id, channel: 'SMS', means: 'CODE' }))
  const [sms] = world.gateway.sent.slice(-1)
  expect(sms?.method).toBe('POST')
  expect(sms?.headers).toMatchObject({
    authorization: 'Bearer gateway-secret',
    'content-type': 'application/json',
  })
  expect(sms?.body).toEqual({
    to: [expect.stringMatching(/^\+3363998/)],
    text: expect.stringMatching(/^Cuisines SAS : .*Code \d{8}, valable 10 min\./),
  })
})

test('RequestConfirmationPayload: the same request under the same key again is sent no second time', async () => {
  const { event } = await consenting(world.server)
  const input = { event: event.id, idempotencyKey: 'again' }
  const first = payloadOf(await request(input))
  const sent = world.relay.mails.length
  const second = payloadOf(await request(input))
  expect(second).toMatchObject({ replayed: true, confirmation: { id: first.confirmation.id } })
  expect(world.relay.mails.length).toBe(sent)
})

test('RequestConfirmationPayload: of two at once under one key one is sent', async () => {
  const { event } = await consenting(world.server)
  const sent = world.relay.mails.length
  const input = { event: event.id, idempotencyKey: 'at once' }
  await Promise.all([request(input), request(input)])
  expect(world.relay.mails.length).toBe(sent + 1)
})

test('IdempotencyMismatch: a key that was used for another request', async () => {
  const [one, other] = [await consenting(world.server), await consenting(world.server)]
  payloadOf(await request({ event: one.event.id, idempotencyKey: 'taken' }))
  expect(refusal(await request({ event: other.event.id, idempotencyKey: 'taken' }))).toEqual([
    'IdempotencyMismatch',
    'input.idempotencyKey same-input',
  ])
})

test('InvalidInput: a key without characters, an address that is none, an event that is no submission', async () => {
  const { event, contact } = await consenting(world.server)
  expect(refusal(await request({ event: event.id, idempotencyKey: '', address: 'here' }))).toEqual([
    'InvalidInput',
    'input.idempotencyKey length',
    'input.address ip-address',
  ])
  const { events } = payloadOf(
    await world.server.client.withdrawConsent({ contact: { phone: contact.phone } }),
  )
  expect(refusal(await request({ event: events[0]?.id ?? '' }))).toEqual([
    'InvalidInput',
    'input.event not-a-submission',
  ])
})

test('NotFound: an event of nobody, and one of another tenant', async () => {
  const { event } = await consenting(world.server)
  const answers = [
    await request({ event: 'evt_0' }),
    await world.server.stranger.requestConfirmation({ event: event.id, channel: 'EMAIL' }),
  ]
  for (const answer of answers) expect(refusal(answer)).toEqual(['NotFound', 'input.event unknown-event'])
})

test('Conflict: no contact for the channel', async () => {
  const event = await submissionOf({ email: 'no-phone@example.fr' }, ['email'])
  expect(refusal(await request({ event, channel: 'SMS' }))).toEqual([
    'Conflict',
    'input.channel contact-missing',
  ])
})

test('Conflict: nothing of this contact was granted', async () => {
  const event = await submissionOf({ phone: '06 39 98 55 01', email: 'only-phone@example.fr' }, ['appel'])
  expect(refusal(await request({ event }))).toEqual(['Conflict', 'input.event nothing-stands'])
})

test('Conflict: all was withdrawn, or objected to since', async () => {
  const [one, other] = [await consenting(world.server), await consenting(world.server)]
  payloadOf(await world.server.client.withdrawConsent({ contact: { email: one.contact.email } }))
  payloadOf(
    await world.server.client.recordObjection({
      contact: { email: other.contact.email },
      scope: 'EMAIL',
      source: 'UNSUBSCRIBE_LINK',
    }),
  )
  for (const { event } of [one, other])
    expect(refusal(await request({ event: event.id }))).toEqual(['Conflict', 'input.event nothing-stands'])
  // The phone is another contact.
  payloadOf(await request({ event: other.event.id, channel: 'SMS' }))
})

test('Conflict: the record was erased', async () => {
  const { event } = await consenting(world.server)
  payloadOf(await world.server.client.eraseRecord({ event: event.id, ground: 'UNLAWFUL_PROCESSING' }))
  expect(refusal(await request({ event: event.id }))).toEqual(['Conflict', 'input.event erased'])
})

test.each([
  ['01 99 00 12 34', 'number-not-served'],
  ['+32 470 12 34 56', 'number-not-served'],
  ['+1 809 200 1234', 'number-not-served'],
  ['07 00 12 34 56', 'number-not-served'],
])('Conflict: a text message to %s, which is no French mobile number', async (phone, rule) => {
  const event = await submissionOf({ phone }, ['appel'])
  const sent = world.gateway.sent.length
  expect(refusal(await request({ event, channel: 'SMS' }))).toEqual(['Conflict', `input.channel ${rule}`])
  expect(world.gateway.sent.length).toBe(sent)
})

test('QUOTA_EXCEEDED: a contact is asked so often a day, whoever asks, and again the day after', async () => {
  const { event } = await consenting(world.server)
  for (let times = 0; times < 3; times += 1) payloadOf(await request({ event: event.id }))
  const sent = world.relay.mails.length
  const refused = await request({ event: event.id }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RequestRefused)
  expect(refused).toMatchObject({
    code: 'QUOTA_EXCEEDED',
    issues: [{ rule: 'contact-quota' }],
    retryAfterMs: 86_401_000,
  })
  expect(world.relay.mails.length).toBe(sent)
  world.server.setNow(TUESDAY + 24 * 3_600_000 + 1)
  payloadOf(await request({ event: event.id }))
})

test('QUOTA_EXCEEDED: a network address has so many requests a day; a /64 of IPv6 is one', async () => {
  const ask = async (address: string) =>
    request({ event: (await consenting(world.server)).event.id, address }).catch((error: unknown) => error)
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2']) payloadOf((await ask(address)) as never)
  expect(await ask('2001:db8:1:2::3')).toMatchObject({
    issues: [{ rule: 'address-quota' }],
    retryAfterMs: 86_401_000,
  })
  payloadOf((await ask('2001:db8:1:3::3')) as never)
})

test('QUOTA_EXCEEDED: an IPv4 address has a quota of its own, written as IPv6 too', async () => {
  const ask = async (address: string) =>
    request({ event: (await consenting(world.server)).event.id, address }).catch((error: unknown) => error)
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1']) payloadOf((await ask(address)) as never)
  expect(await ask('::ffff:192.0.2.1')).toMatchObject({ issues: [{ rule: 'address-quota' }] })
  payloadOf((await ask('::ffff:192.0.2.2')) as never)
})

test('Conflict: a submission of more than a week ago', async () => {
  const { event } = await consenting(world.server)
  world.server.setNow(TUESDAY + 7 * 24 * 3_600_000 + 1)
  expect(refusal(await request({ event: event.id }))).toEqual(['Conflict', 'input.event too-old'])
})

test('Conflict: a contact that confirmed the submission before', async () => {
  const { event } = await consenting(world.server)
  const { confirmation } = payloadOf(await request({ event: event.id, means: 'CODE' }))
  payloadOf(await world.server.client.confirmContact({ confirmation: confirmation.id, code: world.code() }))
  expect(refusal(await request({ event: event.id }))).toEqual(['Conflict', 'input.event confirmed'])
})

test('NotDelivered: the relay is gone; the same key answers so again, and another is sent', async () => {
  const { event } = await consenting(world.server)
  const { deps } = world.server
  const { confirming } = deps
  Object.assign(deps, { confirming: { ...confirming, mail: async () => 'UNREACHABLE' } })
  const input = { event: event.id, idempotencyKey: 'in vain' }
  expect(refusal(await request(input))).toEqual(['NotDelivered', 'input.channel unreachable'])
  Object.assign(deps, { confirming })
  expect(refusal(await request(input))).toEqual(['NotDelivered', 'input.channel not-sent'])
  payloadOf(await request({ event: event.id }))
})

test('NotDelivered: while it is being sent the same key says so, and then that it was sent; after a crash, that nobody knows', async () => {
  const { event } = await consenting(world.server)
  const { deps } = world.server
  const { confirming } = deps
  const began = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const mail = async () => {
    began.resolve()
    await gate.promise
    return 'SENT'
  }
  Object.assign(deps, { confirming: { ...confirming, mail } })
  const ask = () => request({ event: event.id, idempotencyKey: 'slow' })
  const sending = ask()
  await began.promise
  expect(refusal(await ask())).toEqual(['NotDelivered', 'input.channel under-way'])
  world.server.setNow(TUESDAY + 60_000)
  expect(refusal(await ask())).toEqual(['NotDelivered', 'input.channel not-sent'])
  gate.resolve()
  const { confirmation } = payloadOf(await sending)
  expect(payloadOf(await ask())).toMatchObject({ replayed: true, confirmation: { id: confirmation.id } })
  Object.assign(deps, { confirming })
})

test('NotDelivered: a relay that says nothing is given up before the request is', async () => {
  const { event } = await consenting(world.server)
  const { deps } = world.server
  const { confirming } = deps
  const url = `smtp://127.0.0.1:${await startMute()}`
  const mail = mailSender({ url, from: 'devis@example.com' })
  Object.assign(deps, { confirming: { ...confirming, mail } })
  expect(refusal(await request({ event: event.id }))).toEqual(['NotDelivered', 'input.channel timed-out'])
  Object.assign(deps, { confirming })
})

test('Conflict: a server that sends nothing', async () => {
  const { event } = await consenting(world.server)
  const { deps } = world.server
  const { confirming } = deps
  Object.assign(deps, { confirming: undefined })
  expect(refusal(await request({ event: event.id }))).toEqual(['Conflict', 'input.channel not-configured'])
  Object.assign(deps, { confirming })
})
