import { createClient } from '@constat/client'
import { startTestTsa } from '@constat/evidence/testing'
import { verifyTimestamp } from '@constat/evidence/timestamp'
import { certificateBytes, readTrust, verifyCertificate, type Certificate } from '@constat/evidence/verify'
import { checkpointsAfter, findEvent, newestCheckpoint, timestampTokensOf } from '@constat/store'
import { vkeyOf } from '@constat/tlog'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { FIRST_LOG } from '../log/first-log.ts'
import { vkeyOfLog } from '../log/log-key.ts'
import { policyText } from '../log/policy.ts'
import { startTimestamping } from '../log/timestamping.ts'
import { askWitness } from '../log/witness-client.ts'
import type { Deps } from '../platform/context.ts'
import { createHttp } from '../platform/http.ts'
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
  const scope = { recipient: 'sols', questions: null, contacts: ['email'] } as const
  const made = await assembleCertificate(deps, tenant, event, scope, 'BELIEVED')
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

test('a certificate stands under the head that enough witnesses signed, not under a newer one', async () => {
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

const issuing = (deps: Deps) => {
  const app = createHttp(deps, {})
  const client = createClient({
    url: 'https://proofs.example/graphql',
    key: server.secretKey,
    retries: 0,
    fetch: async (url, init) => app.fetch(new Request(url, init)),
  })
  return (event: string) => client.issueCertificate({ event, recipient: 'sols' })
}

const conflictOf = async (answer: ReturnType<ReturnType<typeof issuing>>): Promise<string> => {
  const { issues } = granted(await answer, 'Conflict')
  expect(issues.map(({ rule }) => rule)).toEqual(['not-witnessed-yet'])
  return issues[0]!.message
}

test('while the published policy asks for witnesses, nothing is issued without them, and who waits is told how long', async () => {
  const event = await submit()
  await server.takeTurn()
  const head = await newest()
  const witness = await startWitness('witness.example/late', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  const issue = issuing({ ...server.deps, witnesses })
  // Every head of this log waits for a witness that never signed one; so far it is not late.
  const first = await checkpointsAfter(server.deps.store.reader, FIRST_LOG, 0, 1)
  server.setNow(first[0]!.signedAt + 3_000)
  expect(await conflictOf(issue(event))).toContain('try again in 12 seconds')
  server.setNow(TUESDAY + 3_600_000)
  expect(await conflictOf(issue(event))).toContain(
    `${witness.named.name} (since ${new Date(first[0]!.signedAt).toISOString()}). They are asked every 10 seconds`,
  )
  expect(await askWitness(server.deps, LOG, witness.named, head, AbortSignal.timeout(10_000))).toBe(
    'COSIGNED',
  )
  expect((await issue(event)).__typename).toBe('IssueCertificatePayload')
  server.setNow(TUESDAY)
})

test('where the published policy asks for no quorum, a certificate waits for no witness', async () => {
  const event = await submit()
  await server.takeTurn()
  const witness = await startWitness('witness.example/bonus', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const deps: Deps = {
    ...server.deps,
    witnesses: { witnesses: [witness.named], groups: [], quorum: 'none' },
  }
  expect((await issuing(deps)(event)).__typename).toBe('IssueCertificatePayload')
  expect(await verified(deps, await assembled(deps, event))).toMatchObject({
    verdict: 'VERIFIED',
    log: { level: 'LOGGED' },
  })
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

test('a head that was stamped and lacks the quorum of the policy is passed over, for one that has it', async () => {
  const tsa = await startTestTsa()
  onTestFinished(() => tsa.close())
  const event = await submit()
  await server.takeTurn()
  const timestamping = startTimestamping(server.deps, LOG, { url: tsa.url })
  const stamped = await newest()
  timestamping.onPublished(stamped)
  while ((await timestampTokensOf(server.deps.store.reader, FIRST_LOG, stamped.size)).length === 0)
    await new Promise(setImmediate)
  await timestamping.stop()
  await submit()
  await server.takeTurn()
  const witness = await startWitness('witness.example/after', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  const deps: Deps = { ...server.deps, witnesses }
  await conflictOf(issuing(deps)(event))
  const cosigned = await newest()
  await askWitness(server.deps, LOG, witness.named, cosigned, AbortSignal.timeout(10_000))
  expect(await verified(deps, await assembled(deps, event), [tsa.root])).toMatchObject({
    verdict: 'VERIFIED',
    log: { level: 'WITNESSED', size: cosigned.size },
    publications: [{ event: 'notice.published' }],
  })
  // A witness that has another key since has signed nothing that the policy believes.
  const other = await startWitness('witness.example/other', vkeyOfLog(LOG.origin, server.deps.keys.log))
  const { publicKey, type } = other.named.vkey
  const changed = { ...witness.named, vkey: vkeyOf(witness.named.vkey.name, type, publicKey) }
  await conflictOf(issuing({ ...deps, witnesses: { ...witnesses, witnesses: [changed] } })(event))
})
