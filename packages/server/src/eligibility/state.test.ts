import type { EventKind } from '@constat/core/vocabulary'
import { recordEvents } from '@constat/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findKey } from '../access/access.service.ts'
import { newEvent } from '../consent/new-event.ts'
import { pledgeOf } from '../log/pledge.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest
let notice: string

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

/** Stores an event of a person, as the operation that records such will. */
const happen = async (kind: EventKind, phone: string): Promise<string> => {
  const { scope } = (await findKey(server.deps, server.secretKey))!
  const now = server.deps.clock()
  const event = newEvent(server.deps, scope, {
    kind,
    occurredAt: now,
    recordedAt: now,
    provenance: 'SERVER_ATTESTED',
    grade: 'INCOMPLETE',
    flags: [],
    notice: null,
    supersedes: null,
    site: null,
    contacts: [{ kind: 'phone', value: phone }],
    indexed: true,
    choices: [],
    withdrawals: [],
    objections: [],
    pledge: await pledgeOf(server.deps, server.deps.store.reader, scope),
  })
  await server.deps.store.write((trx) => recordEvents(trx, scope, { events: [event] }))
  return event.eventId
}

test.each([
  ['RESTRICTED', '+33639989001', 'PROCESSING_RESTRICTED'],
  ['ERASED', '+33639989002', 'SUBJECT_ERASED'],
] as const)('%s denies until a later consent of the person’s own', async (kind, phone, code) => {
  const consent = (idempotencyKey: string) =>
    server.client.recordConsent({
      idempotencyKey,
      notice,
      contact: { phone },
      choices: [{ question: 'appel', answer: 'GRANTED' }],
    })
  const check = () =>
    server.client.checkEligibility({
      contact: { phone },
      channel: 'LIVE_CALL',
      advertiser: 'cuisines',
      goods: 'cuisines',
    })
  server.setNow(TUESDAY)
  await consent(`${phone} before`)
  server.setNow(TUESDAY + 1_000)
  const event = await happen(kind, phone)
  const denied = await check()
  expect(denied).toMatchObject({
    verdict: 'DENY',
    reasons: expect.arrayContaining([expect.objectContaining({ code })]),
  })
  expect(denied.evidence.map(({ id }) => id)).toContain(event)
  server.setNow(TUESDAY + 2_000)
  await consent(`${phone} after`)
  expect((await check()).verdict).toBe('ALLOW')
})
