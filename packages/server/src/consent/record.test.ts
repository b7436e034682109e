import { canonicalBytes, sha256Hex } from '@constat/core/canonical'
import { noticeSha256, noticeText } from '@constat/core/notice'
import { parseDisclosure, statementJwks, trustJwks, verifyStatement } from '@constat/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { payloadOf } from './payload.ts'
import { formOf } from '../testing/form.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

test('a submission with a genuine challenge becomes an event with its signed statement', async () => {
  const { body } = await form.send(form.submission({ challenge: await form.capture() }))
  const { events, receipt, replayed } = body.data.recordConsent
  expect(replayed).toBe(false)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({
    kind: 'GIVEN',
    provenance: 'SITE_CHALLENGED',
    observationGrade: 'INCOMPLETE',
  })
  expect(events[0].choices).toEqual([
    { answer: 'GRANTED', question: { key: 'appel' } },
    { answer: 'UNANSWERED', question: { key: 'email' } },
    { answer: 'REFUSED', question: { key: 'partenaires' } },
  ])
  expect(receipt.log).toBe('proofs.example/log/1')
  expect(receipt.manageUrl).toMatch(/^https:\/\/proofs\.example\/manage\/[\w-]{43}$/)

  const event = await server.client.event(events[0].id)
  const trusted = await trustJwks(statementJwks([server.deps.keys.statement]))
  if (!trusted.ok || !event) throw new Error('no key or event')
  const verified = await verifyStatement(event.statement, trusted.value)
  expect(verified).toMatchObject({
    ok: true,
    value: {
      payload: {
        event: 'consent.given',
        iss: 'https://proofs.example',
        iat: TUESDAY / 1000,
        site: 'devis.example',
        notice: { key: 'devis', version: 1, locale: 'fr', sha256: form.notice },
        challenge: { iat: TUESDAY / 1000, state: 'fresh' },
      },
    },
  })
  expect(event.statement).not.toContain(Buffer.from('639981234').toString('base64url').slice(1, -1))
})

test.each([
  ['as the network takes', 999, 0, 'fresh'],
  ['a minute', 60_000, 60, 'fresh'],
  ['half an hour', 30 * 60_000, 30 * 60, 'late'],
])(
  'the challenge of an answer that waited for one, %s, is dated back to it',
  async (_name, waitedMs, secondsAgo, state) => {
    server.setNow(TUESDAY + 3_600_000)
    const { body } = await form.send(form.submission({ challenge: await form.capture({ waitedMs }) }))
    server.setNow(TUESDAY)
    const event = await server.client.event(body.data.recordConsent.events[0].id)
    expect(event && payloadOf(event.statement)).toMatchObject({
      challenge: { iat: TUESDAY / 1000 + 3600 - secondsAgo, state },
    })
  },
)

test('nobody waited for longer than the version that was answered is published', async () => {
  server.setNow(TUESDAY + 60_000)
  const { body } = await form.send(
    form.submission({ challenge: await form.capture({ waitedMs: 6 * 86_400_000 }) }),
  )
  server.setNow(TUESDAY)
  const event = await server.client.event(body.data.recordConsent.events[0].id)
  expect(event && payloadOf(event.statement)).toMatchObject({ challenge: { iat: TUESDAY / 1000 } })
})

test('a secret key gets the disclosures, which open the statement to contact and answers', async () => {
  const recorded = granted(await server.client.recordConsent(form.submission()), 'RecordConsentPayload')
  const claims = recorded.receipt.disclosures.map(parseDisclosure)
  expect(claims).toEqual(
    expect.arrayContaining([
      { name: 'phone', value: '+33639981234' },
      { name: 'email', value: 'Ada@example.fr' },
      { name: 'choice.appel', value: { answer: 'GRANTED' } },
      { name: 'choice.partenaires', value: { answer: 'REFUSED' } },
    ]),
  )
  const trusted = await trustJwks(statementJwks([server.deps.keys.statement]))
  if (!trusted.ok) throw new Error('no key')
  const { statement, disclosures } = recorded.receipt
  expect(await verifyStatement(statement, trusted.value, disclosures)).toMatchObject({ ok: true })
  expect(recorded.events[0]).toMatchObject({
    provenance: 'SERVER_ATTESTED',
    contactHint: '+33 6 •• •• •• 34',
  })
})

test.each([
  ['a prefix alone', { phone: '+33', email: 'ada@example.fr' }, 'email', 'GRANTED', 'a•••@example.fr'],
  ['half an address', { phone: '06 39 98 12 34', email: 'ada@' }, 'appel', 'GRANTED', '+33 6 •• •• •• 34'],
  ['both, and no yes', { phone: '06', email: 'ada@' }, 'appel', 'REFUSED', null],
] as const)(
  'of a page, %s that no yes needs is left out of the statement; a back end is told of it',
  async (_name, contact, question, answer, hint) => {
    const input = form.submission({
      challenge: await form.capture(),
      contact,
      choices: [{ question, answer }],
    })
    const told = await server.client.recordConsent({ ...form.submission(), contact })
    expect(told).toMatchObject({ __typename: 'InvalidInput' })
    const { body } = await form.send(input)
    const [{ id }] = body.data.recordConsent.events
    expect((await server.client.event(id))?.contactHint).toBe(hint)
    const again = await server.client.recordConsent(input)
    expect(again).toMatchObject({ __typename: 'RecordConsentPayload', replayed: true })
  },
)

test('refusing everything is stored as a refusal', async () => {
  const recorded = granted(
    await server.client.recordConsent(
      form.submission({
        contact: {},
        choices: NOTICE.questions.map(({ key }) => ({ question: key, answer: 'REFUSED' as const })),
      }),
    ),
    'RecordConsentPayload',
  )
  expect(recorded.events).toMatchObject([{ kind: 'REFUSED', contactHint: null }])
})

test('a question left out was not asked', async () => {
  const recorded = granted(
    await server.client.recordConsent(
      form.submission({ choices: [{ question: 'appel', answer: 'GRANTED' as const }] }),
    ),
    'RecordConsentPayload',
  )
  expect(recorded.events[0]?.choices.map(({ answer }) => answer)).toEqual([
    'GRANTED',
    'NOT_ASKED',
    'NOT_ASKED',
  ])
})

test('the same submission again is answered as the first time, from the back end too', async () => {
  const input = form.submission({ challenge: await form.capture() })
  const first = (await form.send(input)).body.data.recordConsent
  const again = (await form.send(input)).body.data.recordConsent
  expect(again).toMatchObject({
    replayed: true,
    events: [{ id: first.events[0].id }],
    receipt: { id: first.receipt.id },
  })
  const { challenge: _, ...byServer } = input as typeof input & { challenge: string }
  const merged = granted(await server.client.recordConsent(byServer), 'RecordConsentPayload')
  expect(merged).toMatchObject({ replayed: true, events: [{ id: first.events[0].id }] })
})

test('two copies that arrive at once are one event', async () => {
  const input = form.submission({ challenge: await form.capture() })
  const before = await form.storedEvents()
  const answers = await Promise.all(Array.from({ length: 8 }, () => form.send(input)))
  const ids = new Set(answers.map(({ body }) => body.data.recordConsent.events[0].id))
  expect(ids.size).toBe(1)
  expect(await form.storedEvents()).toBe(before + 1)
})

test('an idempotency key used for another input is refused, and says since when', async () => {
  const input = form.submission()
  await server.client.recordConsent(input)
  const before = await form.storedEvents()
  const refused = await server.client.recordConsent({ ...input, contact: { phone: '06 39 98 99 99' } })
  expect(refused).toMatchObject({
    __typename: 'IdempotencyMismatch',
    code: 'IDEMPOTENCY_MISMATCH',
    firstSeenAt: new Date(TUESDAY).toISOString(),
    issues: [{ path: ['input', 'idempotencyKey'], rule: 'same-input' }],
  })
  expect(await form.storedEvents()).toBe(before)
})

test('what happened before is imported as a claim, by a secret key', async () => {
  const imported = granted(
    await server.client.recordConsent(form.submission({ occurredAt: '2026-10-01T08:00:00Z' })),
    'RecordConsentPayload',
  )
  expect(imported.events[0]).toMatchObject({
    provenance: 'IMPORTED',
    occurredAt: '2026-10-01T08:00:00.000Z',
    recordedAt: new Date(TUESDAY).toISOString(),
  })
})

test('measurements that agree are graded ASSURED, a text that was altered is FLAGGED', async () => {
  const textSha256 = await sha256Hex(canonicalBytes(noticeText(NOTICE)))
  const observation = {
    v: 1,
    widget: { version: '0.1.0' },
    page: { origin: SITE, path: '/', lang: 'fr', viewport: [1280, 800], dpr: 100 },
    textSha256,
    questions: { appel: { visibleMs: 4000, covered: false, fontPx: 16, opacity: 100, contrast: 1500 } },
    trail: [
      [1200, 'shown', 'appel', 1, ''],
      [5200, 'grant', 'appel', 1, 'mouse'],
      [6000, 'submit', null, 1, ''],
    ],
  }
  const gradeOf = async (seen: unknown): Promise<string | undefined> =>
    granted(await server.client.recordConsent(form.submission({ observation: seen })), 'RecordConsentPayload')
      .events[0]?.observationGrade
  expect(await gradeOf(observation)).toBe('ASSURED')
  expect(await gradeOf({ ...observation, textSha256: '0'.repeat(64) })).toBe('FLAGGED')
  expect(await gradeOf({ ...observation, altered: true })).toBe('FLAGGED')
  expect(await gradeOf({ ...observation, wordsSha256: '0'.repeat(64) })).toBe('FLAGGED')
})

test('a token of the form opens the receipt to the secret key, and to nobody else’s', async () => {
  const input = form.submission({ challenge: await form.capture() })
  const token = `${(input as { challenge?: string }).challenge}.${input.idempotencyKey}`
  expect(await server.client.receipt(token)).toBeNull()
  const { body } = await form.send(input)
  expect(await server.client.receipt(token)).toMatchObject({ id: body.data.recordConsent.receipt.id })
  expect(await server.stranger.receipt(token)).toBeNull()
  expect(await server.client.receipt(`${await form.capture()}.${input.idempotencyKey}`)).toBeNull()
})

test('the address of a notice is the SHA-256 of its canonical bytes', async () => {
  expect(form.notice).toBe(await noticeSha256(NOTICE))
})
