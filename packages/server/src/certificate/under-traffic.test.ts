import { setTimeout as wait } from 'node:timers/promises'
import { createClient, type Client } from '@constat/client'
import { startTestTsa } from '@constat/evidence/testing'
import { verifyTimestamp } from '@constat/evidence/timestamp'
import {
  certificateBytes,
  readTrust,
  verifyCertificate,
  type Certificate,
  type VerificationReport,
} from '@constat/evidence/verify'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { vkeyOfLog } from '../log/log-key.ts'
import { startLog } from '../log/start-log.ts'
import type { Deps } from '../platform/context.ts'
import { createHttp } from '../platform/http.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { startWitness } from '../testing/witness.ts'

const ORIGIN = 'proofs.example/log/1'
const ROUNDS = 5

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterAll(() => server.close())

const submit = async (): Promise<string> => {
  const choices = [{ question: 'partenaires', answer: 'GRANTED' as const }]
  const contact = { email: 'claire@example.fr' }
  const input = { idempotencyKey: `traffic ${count++}`, notice, contact, choices }
  return granted(await server.client.recordConsent(input), 'RecordConsentPayload').events[0]!.id
}

/** The server as its operator runs it from now on: with these signers. */
const under = (signers: Pick<Deps, 'witnesses' | 'tsaUrl'>) => {
  const deps = { ...server.deps, ...signers }
  const app = createHttp(deps, {})
  const fetchIt: typeof fetch = async (url, init) => app.fetch(new Request(url, init))
  const text = async (path: string) => (await fetchIt(`https://proofs.example${path}`)).text()
  const client = createClient({
    url: 'https://proofs.example/graphql',
    key: server.secretKey,
    retries: 0,
    fetch: fetchIt,
  })
  /** As a buyer verifies it who fetches the trust now. */
  const verified = async (document: unknown, tsaRoots: readonly string[]): Promise<VerificationReport> => {
    const trust = await readTrust({
      policy: await text('/.well-known/tlog-policy.txt'),
      jwks: await text('/.well-known/jwks.json'),
      tsaRoots,
    })
    if (!trust.ok) throw new Error(JSON.stringify(trust.issues))
    const options = { now: Date.now(), verifyTimestamp }
    return verifyCertificate(certificateBytes(document as Certificate), trust.value, options)
  }
  return { deps, client, verified }
}

const issued = async (client: Client, event: string): Promise<{ id: string; document: unknown }> => {
  for (;;) {
    const answer = await client.issueCertificate({ event, recipient: 'sols' })
    if (answer.__typename === 'IssueCertificatePayload') return answer.certificate
    const rules = granted(answer, 'Conflict').issues.map(({ rule }) => rule)
    expect(['not-in-the-log-yet', 'not-witnessed-yet']).toContain(rules.join())
    await wait(5)
  }
}

const VERIFIED = { verdict: 'VERIFIED', fault: null, log: { level: 'WITNESSED' } }

test('every certificate verifies under what its server publishes, whatever the rhythms of witnesses and authority', async () => {
  const alone = under({})
  const before = await submit()
  const single = await startLog(alone.deps, () => undefined)
  await single.flush()
  const early = await issued(alone.client, before)
  expect(await alone.verified(early.document, [])).toMatchObject({
    verdict: 'VERIFIED',
    log: { level: 'LOGGED' },
  })
  await single.stop()

  const tsa = await startTestTsa()
  onTestFinished(() => tsa.close())
  const log = vkeyOfLog(ORIGIN, server.deps.keys.log)
  const quick = await startWitness('witness.example/quick', log)
  const slow = await startWitness('witness.example/slow', log)
  const witnesses = {
    witnesses: [quick.named, slow.named],
    groups: [{ name: 'both', threshold: 2, members: [quick.named.name, slow.named.name] }],
    quorum: 'both',
  }
  const signed = under({ witnesses, tsaUrl: tsa.url })
  // Some rounds of the slow one fail: heads that one witness alone signed lie between those that both did.
  slow.instead = () => new Response('', { status: 503 })
  const running = await startLog(signed.deps, () => undefined, {
    turn: 5,
    witnesses: { interval: 7 },
    timestamps: 11,
  })
  const { instead } = slow
  const reports: VerificationReport[] = []
  const certificates: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    slow.instead = instead
    const event = await submit()
    await running.flush()
    await wait(10)
    slow.instead = undefined
    const { id, document } = await issued(signed.client, event)
    certificates.push(id)
    reports.push(await signed.verified(document, [tsa.root]))
  }
  reports.push(await signed.verified((await issued(signed.client, before)).document, [tsa.root]))
  for (const report of reports) {
    expect(report).toMatchObject({ ...VERIFIED, publications: [{ event: 'notice.published' }] })
    expect(report.log.witnesses).toHaveLength(2)
  }

  // What was issued before there were witnesses, and before a head was stamped, gets better with time.
  const again = async (id: string) =>
    signed.verified((await signed.client.certificate(id))?.document, [tsa.root])
  while ((await again(certificates.at(-1) ?? '')).time.level !== 'TIMESTAMPED') {
    await submit()
    await wait(20)
  }
  for (const id of [early.id, ...certificates])
    expect(await again(id)).toMatchObject({
      ...VERIFIED,
      time: { level: 'TIMESTAMPED' },
      publications: [{ event: 'notice.published' }],
    })
  await running.stop()
})
