import { setTimeout as wait } from 'node:timers/promises'
import { readTrust, verifyCertificate } from '@constat/evidence/verify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_LOG } from '../log/first-log.ts'
import { fsckLog } from '../log/fsck.ts'
import { NONE, startErasing, type ErasingUnderTest } from '../testing/erasing.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted } from '../testing/server-under-test.ts'

let world: ErasingUnderTest

beforeAll(async () => {
  world = await startErasing()
})
beforeEach(() => world.server.setNow(TUESDAY))
afterAll(() => world.server.close())

const check = async (phone: string) => {
  const { verdict, reasons, evidence } = await world.server.client.checkEligibility({
    contact: { phone },
    channel: 'LIVE_CALL',
    advertiser: 'cuisines',
    goods: 'cuisines',
  })
  return { verdict, first: reasons[0]?.code, evidence: evidence.map(({ id }) => id) }
}

const events = async (contact: { phone: string }) =>
  (await world.server.client.events({ contact })).edges.map(({ node }) => node)

describe('the erasure of a record', () => {
  it('is told, with its date, to whoever opens the link of it', async () => {
    const { server, submit, someone, erased } = world
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
    const { submit, someone, erased } = world
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
    const { server, submit, someone, erased } = world
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
    const { server, submit, someone, erased, fresh } = world
    const contact = someone()
    const { events: given, receipt } = await submit(contact)
    await server.client.withdrawConsent({
      idempotencyKey: fresh('withdrawal'),
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
    const { server, submit, someone, erased, fresh } = world
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
    const input = { event: given[0]!.id, idempotencyKey: fresh('beside a reader') }
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
    const { server, submit, someone, erased } = world
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
    const { server, someone, erased, fresh } = world
    const contact = someone()
    const objection = granted(
      await server.client.recordObjection({
        idempotencyKey: fresh('objection'),
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
