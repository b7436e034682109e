import { setTimeout as wait } from 'node:timers/promises'
import type { EraseRecordInput } from '@constat/client'
import { readTrust, verifyCertificate } from '@constat/evidence/verify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_LOG } from '../log/first-log.ts'
import { fsckLog } from '../log/fsck.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const YEAR = 365 * 86_400_000

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const ALL = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))
const NONE = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'REFUSED' as const }))

const someone = () => {
  const number = String(count++).padStart(2, '0')
  return { phone: `+336399870${number}`, email: `erased.person.${number}@example.fr` }
}

const submit = async (
  contact: { phone: string; email: string },
  choices: readonly { readonly question: string; readonly answer: 'GRANTED' | 'REFUSED' }[] = ALL,
) =>
  granted(
    await server.client.recordConsent({
      idempotencyKey: `submission ${count++}`,
      notice,
      contact,
      choices: [...choices],
    }),
    'RecordConsentPayload',
  )

const erase = (input: Partial<EraseRecordInput> & Pick<EraseRecordInput, 'event'>) =>
  server.client.eraseRecord({
    idempotencyKey: `erasure ${count++}`,
    ground: 'UNLAWFUL_PROCESSING',
    ...input,
  })

const erased = async (input: Parameters<typeof erase>[0]) =>
  granted(await erase(input), 'EraseRecordPayload').event

const check = async (phone: string) => {
  const { verdict, reasons, evidence } = await server.client.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
  })
  return { verdict, first: reasons[0]?.code, evidence: evidence.map(({ id }) => id) }
}

const events = async (contact: { phone: string }) =>
  (await server.client.events({ contact })).edges.map(({ node }) => node)

describe('the erasure of a record', () => {
  it('is told, with its date, to whoever opens the link of it', async () => {
    const { events: given, receipt } = await submit(someone())
    const { pathname } = new URL(receipt.manageUrl)
    expect((await server.fetch(pathname)).status).toBe(200)
    await erased({ event: given[0]!.id })
    for (const method of ['GET', 'POST']) {
      const answer = await server.fetch(pathname, { method })
      expect(answer.status).toBe(410)
      expect(await answer.text()).toMatch(/effacé le 24 novembre 2026[^]*erased on November 24, 2026/)
    }
  })

  it('is an event that names the one erased, its ground and nothing of the person', async () => {
    const contact = someone()
    const { events: given } = await submit(contact)
    const event = await erased({ event: given[0]!.id })
    expect(event).toMatchObject({ kind: 'ERASED', choices: [], contactHint: null })
    expect(event.supersedes?.id).toBe(given[0]!.id)
    const payload = JSON.parse(Buffer.from(event.statement.split('.')[1]!, 'base64url').toString())
    expect(payload).toMatchObject({
      event: 'consent.erased',
      erasure: { ground: 'UNLAWFUL_PROCESSING' },
      ref: JSON.parse(Buffer.from(given[0]!.statement.split('.')[1]!, 'base64url').toString()).jti,
    })
    expect(await events({ phone: contact.phone })).toEqual([])
    expect(await check(contact.phone)).toMatchObject({ verdict: 'DENY', first: 'NO_CONSENT', evidence: [] })
  })

  it('leaves its statement, the log and every other proof as they were', async () => {
    const [gone, kept] = [someone(), someone()]
    const { events: goneEvents } = await submit(gone)
    const { events: keptEvents } = await submit(kept)
    await server.takeTurn()
    const issue = async (event: string) =>
      granted(
        await server.client.issueCertificate({ event, recipient: 'cuisines' }),
        'IssueCertificatePayload',
      ).certificate
    const sold = await issue(goneEvents[0]!.id)
    const other = await issue(keptEvents[0]!.id)
    await erased({ event: goneEvents[0]!.id })
    await server.takeTurn()

    const findings = await fsckLog(server.deps, FIRST_LOG)
    expect(findings).toEqual([])
    const text = async (path: string) => (await server.fetch(path)).text()
    const trust = await readTrust({
      policy: await text('/.well-known/tlog-policy.txt'),
      jwks: await text('/.well-known/jwks.json'),
      tsaRoots: [],
    })
    if (!trust.ok) throw new Error('no trust')
    for (const { document } of [sold, other]) {
      const bytes = new TextEncoder().encode(JSON.stringify(document))
      expect((await verifyCertificate(bytes, trust.value, { now: TUESDAY })).verdict).toBe('VERIFIED')
    }
    expect((await server.client.event(goneEvents[0]!.id))?.statement).toBe(goneEvents[0]!.statement)
    expect(await server.client.certificate(sold.id)).toBeNull()
    expect(await server.client.certificate(other.id)).not.toBeNull()
    expect(
      await server.client.issueCertificate({ event: goneEvents[0]!.id, recipient: 'cuisines' }),
    ).toMatchObject({ __typename: 'Conflict', issues: [{ rule: 'erased' }] })
  })

  it('takes contact, salts and keys out of the database, its log of writes and a fresh backup', async () => {
    const contact = someone()
    const { events: given, receipt } = await submit(contact)
    await server.client.withdrawConsent({
      idempotencyKey: `withdrawal ${count++}`,
      contact: { phone: contact.phone },
    })
    const { reader } = server.deps.store
    const ofEvent = { event_id: given[0]!.id }
    const { wrapped, ct } = await reader
      .selectFrom(['dek', 'disclosure'])
      .select(['dek.wrapped', 'disclosure.ct'])
      .where('dek.event_id', '=', given[0]!.id)
      .whereRef('disclosure.event_id', '=', 'dek.event_id')
      .executeTakeFirstOrThrow()
    const bidx = await reader
      .selectFrom('blind_index')
      .select('bidx')
      .where((eb) => eb.and(ofEvent))
      .execute()
    const print = await reader
      .selectFrom(['idempotency', 'idempotency_event'])
      .select('idempotency.fingerprint')
      .where('idempotency_event.event_id', '=', given[0]!.id)
      .whereRef('idempotency.operation', '=', 'idempotency_event.operation')
      .whereRef('idempotency.key', '=', 'idempotency_event.key')
      .execute()
    expect([bidx.length, print.length]).toEqual([2, 1])
    const secrets = [
      Buffer.from(contact.phone),
      Buffer.from(contact.email),
      ...receipt.disclosures.flatMap((disclosure) => [
        Buffer.from(disclosure),
        Buffer.from(JSON.parse(Buffer.from(disclosure, 'base64url').toString())[0]),
      ]),
      Buffer.from(wrapped),
      Buffer.from(ct),
      ...bidx.map((row) => Buffer.from(row.bidx)),
      ...print.map((row) => Buffer.from(row.fingerprint)),
    ]
    const found = async () => {
      const written = await server.written()
      return secrets.filter((secret) => written.includes(secret)).length
    }
    // The scan sees what is there: key, ciphertext, places in the index and fingerprint, before they go.
    expect(await found()).toBe(2 + bidx.length + print.length)
    await erased({ event: given[0]!.id })
    expect(await found()).toBe(0)
    expect(server.logged()).not.toContain(contact.phone)
  })

  it('is acknowledged beside a reader of the database as it was, and complete when that ends', async () => {
    const contact = someone()
    const { events: given } = await submit(contact)
    const { wrapped } = await server.deps.store.reader
      .selectFrom('dek')
      .select('wrapped')
      .where('event_id', '=', given[0]!.id)
      .executeTakeFirstOrThrow()
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reading = server.deps.store.snapshot(async (reader) => {
      await reader.selectFrom('dek').select('wrapped').limit(1).execute()
      begun.resolve()
      await ended.promise
    })
    await begun.promise
    const input = { event: given[0]!.id, idempotencyKey: `beside a reader ${count++}` }
    const event = await erased(input)
    expect((await erased(input)).id).toBe(event.id)
    expect(await server.deps.store.scrub()).toBe(false)
    ended.resolve()
    await reading
    while ((await server.written()).includes(Buffer.from(wrapped))) await wait(10)
  })
})

describe('who asked to be erased', () => {
  it('is not contacted, until she gives a consent herself', async () => {
    const contact = someone()
    const { events: given } = await submit(contact, NONE)
    server.setNow(TUESDAY + 1_000)
    const event = await erased({ event: given[0]!.id, ground: 'PERSON_REQUEST' })
    expect(await check(contact.phone)).toEqual({
      verdict: 'DENY',
      first: 'SUBJECT_ERASED',
      evidence: [event.id],
    })
    server.setNow(TUESDAY + 2_000)
    await submit(contact)
    expect((await check(contact.phone)).first).not.toBe('SUBJECT_ERASED')
  })

  it('keeps her objection, whatever the ground', async () => {
    const contact = someone()
    const objection = granted(
      await server.client.recordObjection({
        idempotencyKey: `objection ${count++}`,
        contact: { phone: contact.phone },
        scope: 'PHONE',
        source: 'LETTER',
      }),
      'RecordObjectionPayload',
    ).event
    server.setNow(TUESDAY + 1_000)
    await erased({ event: objection.id, ground: 'RETENTION_OVER' })
    expect((await check(contact.phone)).verdict).toBe('DENY')
    expect(JSON.stringify(await events({ phone: contact.phone }))).not.toContain(contact.phone)
  })
})

describe('an erasure that is refused', () => {
  it('because the law wants the proof kept, and says until when to wait', async () => {
    const { events: given } = await submit(someone())
    for (const ground of ['PERSON_REQUEST', 'RETENTION_OVER'] as const) {
      const refused = await erase({ event: given[0]!.id, ground })
      expect(refused).toMatchObject({
        __typename: 'Conflict',
        issues: [
          {
            path: ['input', 'event'],
            rule: 'must-be-kept',
            message: expect.stringContaining('as long as a consent in it runs'),
          },
        ],
      })
    }
    const contact = someone()
    const { events: calls } = await submit(contact, [
      { question: 'appel', answer: 'GRANTED' },
      { question: 'email', answer: 'REFUSED' },
    ])
    expect(await erase({ event: calls[0]!.id, ground: 'PERSON_REQUEST' })).toMatchObject({
      // Three years from the Tuesday of the tests, that day included.
      issues: [{ rule: 'must-be-kept', message: expect.stringContaining('until 2029-11-25') }],
    })
    const ended = granted(
      await server.client.recordConsent({
        idempotencyKey: `old ${count++}`,
        notice,
        contact: someone(),
        choices: ALL,
        occurredAt: new Date(TUESDAY - 4 * YEAR).toISOString(),
      }),
      'RecordConsentPayload',
    ).events[0]!
    // Its e-mail consents still run, so that they must be provable.
    expect(await erase({ event: ended.id, ground: 'RETENTION_OVER' })).toMatchObject({
      issues: [{ rule: 'must-be-kept' }],
    })
  })

  it('because it is evidence in a dispute, or of a contract', async () => {
    const { events: given } = await submit(someone())
    for (const reason of [
      { litigation: true },
      { contractConcludedAt: new Date(TUESDAY - YEAR).toISOString() },
    ])
      expect(await erase({ event: given[0]!.id, ...reason })).toMatchObject({
        issues: [{ rule: 'must-be-kept' }],
      })
  })

  it('of an unknown event, another tenant’s, one that acts on another, or one erased before', async () => {
    const contact = someone()
    const { events: given } = await submit(contact)
    const event = given[0]!.id
    expect(await erase({ event: 'evt_unknown' })).toMatchObject({ __typename: 'NotFound' })
    const foreign = { idempotencyKey: 'foreign', event, ground: 'UNLAWFUL_PROCESSING' as const }
    expect(await server.stranger.eraseRecord(foreign)).toMatchObject({ __typename: 'NotFound' })
    const withdrawn = granted(
      await server.client.withdrawConsent({
        idempotencyKey: `withdrawal ${count++}`,
        contact: { phone: contact.phone },
      }),
      'WithdrawConsentPayload',
    ).events[0]!
    expect(await erase({ event: withdrawn.id })).toMatchObject({ issues: [{ rule: 'not-a-submission' }] })
    await erased({ event })
    expect(await erase({ event })).toMatchObject({ __typename: 'Conflict', issues: [{ rule: 'erased' }] })
  })

  it('under a key used for another one; the same again is answered as the first time', async () => {
    const [one, other] = [await submit(someone()), await submit(someone())]
    const input = { idempotencyKey: 'erase once', ground: 'UNLAWFUL_PROCESSING' as const }
    const first = granted(
      await server.client.eraseRecord({ ...input, event: one.events[0]!.id }),
      'EraseRecordPayload',
    )
    expect(await server.client.eraseRecord({ ...input, event: one.events[0]!.id })).toEqual(first)
    expect(await server.client.eraseRecord({ ...input, event: other.events[0]!.id })).toMatchObject({
      __typename: 'IdempotencyMismatch',
    })
  })
})
