import { startTestTsa } from '@constat/evidence/testing'
import { verifyTimestamp } from '@constat/evidence/timestamp'
import { certificateBytes, readTrust, verifyCertificate, type Certificate } from '@constat/evidence/verify'
import { findEvent, newestCheckpoint, timestampTokensOf } from '@constat/store'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { FIRST_LOG } from '../log/first-log.ts'
import { vkeyOfLog } from '../log/log-key.ts'
import { policyText } from '../log/policy.ts'
import { startTimestamping } from '../log/timestamping.ts'
import { askWitness } from '../log/witness-client.ts'
import type { Deps } from '../platform/context.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { startWitness } from '../testing/witness.ts'
import { assembleCertificate } from './assemble.ts'

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

const submit = async () =>
  granted(
    await server.client.recordConsent({
      idempotencyKey: `attested ${count++}`,
      notice,
      contact: { email: 'claire@example.fr' },
      choices: [{ question: 'partenaires', answer: 'GRANTED' }],
    }),
    'RecordConsentPayload',
  ).events[0]!.id

const LOG = { logId: FIRST_LOG, origin: 'proofs.example/log/1' }

const newest = async () => (await newestCheckpoint(server.deps.store.reader, FIRST_LOG))!

const assembled = async (deps: Deps, eventId: string): Promise<Certificate> => {
  const { id: tenantId } = (await server.client.viewer()).tenant
  const tenant = { logId: FIRST_LOG, tenantId }
  const event = (await findEvent(deps.store.reader, tenant, eventId))!
  const made = await assembleCertificate(deps, tenant, event, {
    recipient: 'sols',
    questions: null,
    contacts: ['email'],
  })
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

const verified = async (deps: Deps, certificate: Certificate, tsaRoots: readonly string[] = []) => {
  const trust = await readTrust({
    policy: (await policyText(deps, deps.store.reader)) ?? '',
    jwks: await (await server.fetch('/.well-known/jwks.json')).text(),
    tsaRoots,
  })
  if (!trust.ok) throw new Error(JSON.stringify(trust.issues))
  return verifyCertificate(certificateBytes(certificate), trust.value, { now: Date.now(), verifyTimestamp })
}

test('a certificate stands under the newest head that enough witnesses signed, not under a newer one', async () => {
  const event = await submit()
  await server.takeTurn()
  const witness = await startWitness('witness.example/w1', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const deps: Deps = {
    ...server.deps,
    witnesses: { witnesses: [witness.named], groups: [], quorum: witness.named.name },
  }
  const cosigned = await newest()
  expect(await askWitness(server.deps, LOG, witness.named, cosigned, AbortSignal.timeout(10_000))).toBe(
    'COSIGNED',
  )
  await submit()
  await server.takeTurn()
  expect((await newest()).size).toBeGreaterThan(cosigned.size)

  const report = await verified(deps, await assembled(deps, event))
  expect(report).toMatchObject({
    verdict: 'VERIFIED',
    log: { level: 'WITNESSED', size: cosigned.size, witnesses: [{ witness: witness.named.name }], of: 1 },
  })
})

test('a certificate waits for the witnesses as long as a statement may for the log, then stands without them', async () => {
  const event = await submit()
  await server.takeTurn()
  const witness = await startWitness('witness.example/late', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const deps: Deps = {
    ...server.deps,
    witnesses: { witnesses: [witness.named], groups: [], quorum: witness.named.name },
  }
  await expect(assembled(deps, event)).rejects.toThrow('not-witnessed')
  server.setNow(TUESDAY + 60_000)
  expect((await assembled(deps, event)).proof).toContain('c2sp.org/tlog-proof@v1')
  server.setNow(TUESDAY)
})

test('a certificate stands under the first head that an authority stamped, once there is one', async () => {
  const tsa = await startTestTsa()
  onTestFinished(() => tsa.close())
  const event = await submit()
  await server.takeTurn()
  const stamped = await newest()
  expect((await verified(server.deps, await assembled(server.deps, event), [tsa.root])).time.level).toBe(
    'CLAIMED',
  )

  const timestamping = startTimestamping(server.deps, LOG, { url: tsa.url })
  timestamping.onPublished(stamped)
  while ((await timestampTokensOf(server.deps.store.reader, FIRST_LOG, stamped.size)).length === 0)
    await new Promise(setImmediate)
  await timestamping.stop()
  await submit()
  await server.takeTurn()

  const certificate = await assembled(server.deps, event)
  const report = await verified(server.deps, certificate, [tsa.root])
  expect(report).toMatchObject({
    verdict: 'VERIFIED',
    log: { size: stamped.size },
    time: { level: 'TIMESTAMPED', timestamps: [{ isQualified: false }] },
  })
  // Who does not trust that authority learns no time from it.
  expect((await verified(server.deps, certificate)).time.level).toBe('CLAIMED')
})
