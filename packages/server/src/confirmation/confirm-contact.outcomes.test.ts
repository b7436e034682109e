import { payloadOf, type Problem } from '@constat/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { payloadOf as statementOf } from '../consent/payload.ts'
import { consenting, type Consenting } from '../testing/consenting.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { fetchTrust, verifyDocument } from '../testing/verified.ts'

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming()
})
afterEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.close())

const client = () => world.server.client

type Asked = Consenting & { readonly confirmation: string; readonly code: string }

const asked = async (channel: 'EMAIL' | 'SMS' = 'EMAIL'): Promise<Asked> => {
  const person = await consenting(world.server)
  const { confirmation } = payloadOf(
    await client().requestConfirmation({ event: person.event.id, channel, means: 'CODE' }),
  )
  if (channel === 'SMS') {
    const text = JSON.stringify(world.gateway.sent.at(-1)?.body)
    return { ...person, confirmation: confirmation.id, code: /Code (\d{8})/.exec(text)?.[1] ?? '' }
  }
  return { ...person, confirmation: confirmation.id, code: world.code() }
}
const wrong = (code: string): string => (code === '00000000' ? '00000001' : '00000000')

/** What is refused, by path and rule. */
const refusal = (result: object): unknown => {
  const { __typename, issues = [] } = result as Partial<Problem>
  return [__typename, ...issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)]
}

test('ConfirmContactPayload: an event of its own that acts on the submission, signed, with what was confirmed', async () => {
  const { confirmation, code, event } = await asked()
  const before = await client().event(event.id)
  const { event: confirmed, replayed } = payloadOf(await client().confirmContact({ confirmation, code }))
  expect(replayed).toBe(false)
  expect(confirmed).toMatchObject({
    kind: 'GIVEN',
    provenance: 'CONFIRMED',
    observationGrade: 'INCOMPLETE',
    supersedes: { id: event.id },
    contactHint: expect.stringContaining('@example.fr'),
    choices: [
      { question: { key: 'email' }, answer: 'GRANTED' },
      { question: { key: 'partenaires' }, answer: 'GRANTED' },
    ],
  })
  // The submission is what it was.
  expect(await client().event(event.id)).toEqual(before)
  const said = statementOf(confirmed.statement)
  const own = statementOf(before?.statement ?? '')
  expect(said).toMatchObject({ event: 'consent.given', provenance: 'CONFIRMED', ref: own.jti })
  expect(said.notice).toEqual(own.notice)

  await world.server.takeTurn()
  expect((await client().event(confirmed.id))?.leafIndex).not.toBeNull()
  const { certificate } = payloadOf(
    await client().issueCertificate({ event: confirmed.id, recipient: 'sols', disclose: ['email'] }),
  )
  const report = await verifyDocument(certificate.document, await fetchTrust(world.server), TUESDAY)
  const codes = report.claimed.map((finding) => finding.code)
  expect([report.verdict, codes.includes('provenance-CONFIRMED')]).toEqual(['VERIFIED', true])
})

test('ChallengeFailed: a code ends when a newer one of the same submission and channel was sent, and with no other', async () => {
  const older = await asked()
  const other = await asked()
  const ask = async (channel: 'EMAIL' | 'SMS') =>
    payloadOf(await client().requestConfirmation({ event: older.event.id, channel, means: 'CODE' }))
  await ask('SMS')
  const newer = { confirmation: (await ask('EMAIL')).confirmation.id, code: world.code() }
  const { confirmation, code } = older
  expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
    'ChallengeFailed',
    'input.code expired',
  ])
  payloadOf(await client().confirmContact(newer))
  payloadOf(await client().confirmContact({ confirmation: other.confirmation, code: other.code }))
})

test('ConfirmContactPayload: the decision on a call is then of a double opt-in, from that instant on', async () => {
  const { confirmation, code, event, contact } = await asked('SMS')
  const question = {
    contact: { phone: contact.phone },
    channel: 'LIVE_CALL' as const,
    advertiser: 'cuisines',
    goods: 'cuisines',
  }
  const evidence = async (at?: number) => {
    const decision = await client().checkEligibility({
      ...question,
      ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    })
    return [decision.verdict, ...decision.evidence.map(({ id }) => id)]
  }
  world.server.setNow(TUESDAY + 60_000)
  const { event: confirmed } = payloadOf(await client().confirmContact({ confirmation, code }))
  expect(await evidence()).toEqual(['ALLOW', confirmed.id])
  expect(await evidence(TUESDAY + 30_000)).toEqual(['ALLOW', event.id])
  // What ends the submission ends its confirmation, by one event.
  const { events } = payloadOf(await client().withdrawConsent({ contact: { phone: contact.phone } }))
  expect(events.map(({ supersedes }) => supersedes?.id)).toEqual([event.id])
  expect((await evidence())[0]).toBe('DENY')
})

test('ConfirmContactPayload: the same code again is answered as the first time, with one event in all', async () => {
  const { confirmation, code, contact } = await asked()
  const typed = `${code.slice(0, 4)} ${code.slice(4)}`
  const answers = await Promise.all([
    client().confirmContact({ confirmation, code }),
    client().confirmContact({ confirmation, code: typed }),
  ])
  const [one, other] = answers.map((each) => payloadOf(each))
  expect(one?.event.id).toBe(other?.event.id)
  expect(answers.filter((each) => payloadOf(each).replayed)).toHaveLength(1)
  const { edges } = await client().events({ contact: { email: contact.email } })
  expect(edges.filter(({ node }) => node.provenance === 'CONFIRMED')).toHaveLength(1)
})

test('ConfirmContactPayload: a code that was on its way when another was answered finds what that confirmed', async () => {
  const first = await asked()
  const { deps } = world.server
  const { confirming } = deps
  const began = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const mail: NonNullable<NonNullable<typeof confirming>['mail']> = async (to, message) => {
    began.resolve()
    await gate.promise
    return (await confirming?.mail?.(to, message)) ?? 'REFUSED'
  }
  Object.assign(deps, { confirming: { ...confirming, mail } })
  const asking = client().requestConfirmation({ event: first.event.id, channel: 'EMAIL', means: 'CODE' })
  await began.promise
  const one = payloadOf(await client().confirmContact({ confirmation: first.confirmation, code: first.code }))
  gate.resolve()
  const again = payloadOf(await asking)
  Object.assign(deps, { confirming })
  const input = { confirmation: again.confirmation.id, code: world.code() }
  expect(payloadOf(await client().confirmContact(input))).toMatchObject({
    replayed: true,
    event: { id: one.event.id },
  })
})

test('InvalidInput: what is no code', async () => {
  const { confirmation } = await asked()
  for (const code of ['', '1234567', '123456789', 'abcdefgh'])
    expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
      'InvalidInput',
      'input.code eight-digits',
    ])
})

test('NotFound: a confirmation of nobody, and one of another tenant', async () => {
  const { confirmation, code } = await asked()
  const answers = [
    await client().confirmContact({ confirmation: 'cnf_0', code }),
    await world.server.stranger.confirmContact({ confirmation, code }),
  ]
  for (const answer of answers)
    expect(refusal(answer)).toEqual(['NotFound', 'input.confirmation unknown-confirmation'])
})

test('ChallengeFailed: a wrong code, and after five of them the right one too', async () => {
  const { confirmation, code } = await asked()
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => client().confirmContact({ confirmation, code: wrong(code) })),
  )
  for (const each of tries) expect(refusal(each)).toEqual(['ChallengeFailed', 'input.code wrong-code'])
  expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
    'ChallengeFailed',
    'input.code tries-used',
  ])
})

test('ChallengeFailed: a code that was sent for another confirmation', async () => {
  const [one, other] = [await asked(), await asked()]
  expect(
    refusal(await client().confirmContact({ confirmation: one.confirmation, code: other.code })),
  ).toEqual(['ChallengeFailed', 'input.code wrong-code'])
})

test('ChallengeFailed: a code after ten minutes', async () => {
  const { confirmation, code } = await asked()
  world.server.setNow(TUESDAY + 600_000)
  expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
    'ChallengeFailed',
    'input.code expired',
  ])
})

test('ChallengeFailed: the token of a link is no code', async () => {
  const { event } = await consenting(world.server)
  const { confirmation } = payloadOf(
    await client().requestConfirmation({ event: event.id, channel: 'EMAIL', means: 'LINK' }),
  )
  expect(refusal(await client().confirmContact({ confirmation: confirmation.id, code: '12345678' }))).toEqual(
    ['ChallengeFailed', 'input.code wrong-code'],
  )
})

test('Conflict: what was withdrawn or objected to meanwhile is not confirmed', async () => {
  const [one, other] = [await asked(), await asked()]
  payloadOf(await client().withdrawConsent({ contact: { email: one.contact.email } }))
  payloadOf(
    await client().recordObjection({
      contact: { email: other.contact.email },
      scope: 'ALL',
      source: 'STOP_REPLY',
    }),
  )
  for (const { confirmation, code } of [one, other])
    expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
      'Conflict',
      'input.confirmation nothing-stands',
    ])
})

test('NotFound: a confirmation goes with the record that it was for', async () => {
  const { confirmation, code, event } = await asked()
  payloadOf(await client().eraseRecord({ event: event.id, ground: 'UNLAWFUL_PROCESSING' }))
  expect(refusal(await client().confirmContact({ confirmation, code }))).toEqual([
    'NotFound',
    'input.confirmation unknown-confirmation',
  ])
})

test('ConfirmContactPayload: its record goes with that of the submission', async () => {
  const { confirmation, code, event } = await asked()
  const { event: confirmed } = payloadOf(await client().confirmContact({ confirmation, code }))
  payloadOf(await client().eraseRecord({ event: event.id, ground: 'UNLAWFUL_PROCESSING' }))
  expect((await client().event(confirmed.id))?.contactHint).toBeNull()
})
