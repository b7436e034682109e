import type { StatementKey } from '@constat/evidence'
import type { Trust } from '@constat/evidence/verify'
import { findEvent, retireStatementKey } from '@constat/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assembleCertificate } from '../certificate/assemble.ts'
import { openLog } from '../log/open-log.ts'
import { startLog } from '../log/start-log.ts'
import { takeTurn } from '../log/sequencer.ts'
import type { Deps } from '../platform/context.ts'
import { createHttp } from '../platform/http.ts'
import { createClient } from '@constat/client'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { fetchTrust, verifyDocument } from '../testing/verified.ts'
import { releaseWidget } from '../widget/release.service.ts'
import { addSigningKey, retireSigningKey, signingKeys } from './signing-key.service.ts'

let server: ServerUnderTest
let notice: string
let count = 0

beforeEach(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
afterEach(() => server.close())

const added = async (deps: Deps): Promise<StatementKey> => {
  const change = await addSigningKey(deps)
  if (!change.ok) throw new Error(change.fault)
  return change.value
}

/** The same server after a restart under another statement key. */
const restart = async (statement: StatementKey) => {
  const deps = { ...server.deps, keys: { ...server.deps.keys, statement } }
  await openLog(deps)
  const app = createHttp(deps)
  const fetchIt = async (url: string | URL | Request, init?: RequestInit) =>
    app.fetch(new Request(new URL(url instanceof Request ? url.url : url, deps.issuer), init))
  return {
    deps,
    fetch: fetchIt,
    client: createClient({
      url: 'https://proofs.example/graphql',
      key: server.secretKey,
      fetch: fetchIt,
    }),
  }
}

const submitted = async ({ client }: Pick<ServerUnderTest, 'client'>, observation?: object) => {
  const recorded = await client.recordConsent({
    idempotencyKey: `rotation ${count++}`,
    notice,
    contact: { email: 'claire@example.fr' },
    choices: [{ question: 'email', answer: 'GRANTED' }],
    observation,
  })
  const event = granted(recorded, 'RecordConsentPayload').events[0]!.id
  await server.takeTurn()
  return event
}

const certified = async (from: Pick<ServerUnderTest, 'client'>, observation?: object) => {
  const event = await submitted(from, observation)
  const issued = await from.client.issueCertificate({ event, recipient: 'cuisines' })
  return granted(issued, 'IssueCertificatePayload').certificate.document
}

const CHOICES = [{ question: 'email', answer: 'GRANTED' as const }]

const LATER = TUESDAY + 3_600_000

test('a key is replaced, and every certificate verifies, those of the old key and of the new', async () => {
  const old = server.deps.keys.statement
  const before = await certified(server)
  server.setNow(TUESDAY + 60_000)
  const key = await added(server.deps)
  const withNewFile = { ...server.deps, keys: { ...server.deps.keys, statement: key } }
  expect(await addSigningKey(withNewFile)).toMatchObject({ ok: false, fault: 'key-waiting' })
  // Until it is started again, the server signs as before.
  const between = await certified(server)

  const restarted = await restart(key)
  server.setNow(TUESDAY + 120_000)
  const after = await certified(restarted)
  expect(await retireSigningKey(restarted.deps, old.kid, false)).toMatchObject({ ok: true })
  await takeTurn(restarted.deps, server.log)
  const last = await certified(restarted)

  const trust = await fetchTrust(restarted)
  for (const document of [before, between, after, last]) {
    const report = await verifyDocument(document, trust, LATER)
    expect([report.verdict, report.fault]).toEqual(['VERIFIED', null])
  }
  const jwks = await (await restarted.fetch('/.well-known/jwks.json')).json()
  expect(jwks).toEqual({
    keys: [
      { ...old.jwk, retired: { log: server.log.origin, index: expect.any(Number) } },
      { ...key.jwk, nbf: (TUESDAY + 60_000) / 1000 },
    ],
  })
  expect((await signingKeys(server.deps.store.reader)).map(({ status }) => status)).toEqual([
    'RETIRED',
    'ACTIVE',
  ])
})

test('what a key signs after its end is refused', async () => {
  const old = server.deps.keys.statement
  const restarted = await restart(await added(server.deps))
  await retireSigningKey(restarted.deps, old.kid, false)
  await takeTurn(restarted.deps, server.log)
  const trust = await fetchTrust(restarted)
  // A thief, or a server that was never started again: it signs on with the old key.
  const event = await submitted(server)
  const issued = await server.client.issueCertificate({ event, recipient: 'cuisines' })
  const [refusal] = granted(issued, 'Conflict').issues
  expect(refusal?.rule).toBe('not-verifiable')
  expect(refusal?.message).toContain('bracket/key-expired')
  const { id: tenantId } = (await server.client.viewer()).tenant
  const tenant = { logId: server.log.logId, tenantId }
  const stored = await findEvent(server.deps.store.reader, tenant, event)
  const scope = { recipient: 'cuisines', questions: null, contacts: ['email'] } as const
  const made = stored && (await assembleCertificate(server.deps, tenant, stored, scope, 'BELIEVED'))
  const late = await verifyDocument(made?.ok ? made.value : undefined, trust, LATER)
  expect(late).toMatchObject({ verdict: 'REFUSED', fault: { step: 'bracket', code: 'key-expired' } })
})

test('of a key that someone else may have, only what others dated before stays good', async () => {
  const document = await certified(server)
  const restarted = await restart(await added(server.deps))
  await retireSigningKey(restarted.deps, server.deps.keys.statement.kid, true)
  await takeTurn(restarted.deps, server.log)
  const report = await verifyDocument(document, await fetchTrust(restarted), LATER)
  expect(report).toMatchObject({ verdict: 'REFUSED', fault: { code: 'key-expired' } })
})

test('after a key was compromised consents rest on what is stated anew under the next, and verify', async () => {
  const widget = { version: '1.4.2', sha256: 'ab'.repeat(32) }
  await releaseWidget(server.deps, widget)
  const observation = {
    v: 1,
    page: { origin: 'https://devis.example', path: '/', lang: 'fr', viewport: [360, 800], dpr: 200 },
    widget,
    textSha256: '0'.repeat(64),
    questions: {},
    trail: [],
  }
  await server.takeTurn()
  server.setNow(TUESDAY + 60_000)
  const second = await restart(await added(server.deps))
  const between = await certified(second, observation)
  server.setNow(TUESDAY + 120_000)
  await retireSigningKey(second.deps, server.deps.keys.statement.kid, true)
  server.setNow(TUESDAY + 180_000)
  const after = await certified(second, observation)
  const trust = await fetchTrust(second)

  // Published again under a third key, when the second is lost too.
  server.setNow(TUESDAY + 240_000)
  const third = await restart(await added(second.deps))
  await retireSigningKey(third.deps, second.deps.keys.statement.kid, true)
  const last = await certified(third, observation)

  const codes = async (document: unknown, trusted: Trust) => {
    const { verdict, fault, proved, notCovered } = await verifyDocument(document, trusted, LATER)
    expect([verdict, fault]).toEqual(['VERIFIED', null])
    return [...proved, ...notCovered].map(({ code }) => code)
  }
  // Made before the revocation, it rests on a publication that nobody believes any more.
  expect(await codes(between, trust)).toEqual(
    expect.arrayContaining([
      'notice-exact',
      'notice-before-unknown',
      'widget-before-unknown',
      'publication-unbelieved',
    ]),
  )
  expect(await codes(after, trust)).toEqual(
    expect.arrayContaining(['notice-exact', 'notice-before', 'widget-before']),
  )
  expect(await codes(last, await fetchTrust(third))).toEqual(
    expect.arrayContaining(['notice-exact', 'notice-before', 'widget-before']),
  )
})

test('a server states anew at its start what a key compromised in an earlier version had published', async () => {
  const restarted = await restart(await added(server.deps))
  const { kid } = server.deps.keys.statement
  // What that version left: the key's end, and nothing else.
  await server.deps.store.write((trx) =>
    retireStatementKey(trx, '1', { kid, retiredAt: TUESDAY, isCompromised: true }),
  )
  server.setNow(TUESDAY + 60_000)
  const log = await startLog(restarted.deps, () => undefined)
  await log.flush()
  await log.stop()
  const { verdict, publications } = await verifyDocument(
    await certified(restarted),
    await fetchTrust(restarted),
    LATER,
  )
  expect([verdict, publications]).toMatchObject([
    'VERIFIED',
    [{ event: 'notice.published', publishedAt: (TUESDAY + 60_000) / 1000 }],
  ])
})

test('the key that signs is not ended, nor one twice, nor one that is none; an ended one signs no more', async () => {
  const { kid } = server.deps.keys.statement
  const retire = (deps: Deps, which: string) => retireSigningKey(deps, which, false)
  expect(await retire(server.deps, kid)).toMatchObject({ ok: false, fault: 'key-in-use' })
  expect(await retire(server.deps, 'none')).toMatchObject({ ok: false, fault: 'key-unknown' })
  const key = await added(server.deps)
  // The file may hold the new key already: as long as no server has begun to sign with it, the old one stays.
  const waiting = { ...server.deps, keys: { ...server.deps.keys, statement: key } }
  expect(await retire(waiting, kid)).toMatchObject({ ok: false, fault: 'key-in-use' })
  const restarted = await restart(key)
  expect(await retire(restarted.deps, kid)).toMatchObject({ ok: true })
  expect(await retire(restarted.deps, kid)).toMatchObject({ ok: false, fault: 'key-already-retired' })
  await expect(openLog(server.deps)).rejects.toMatchObject({ code: 'statement-key-retired' })
})

test('a server that has moved to another host signs under the name of its log, and says so', async () => {
  const before = await certified(server)
  const deps = { ...server.deps, issuer: 'https://preuves.example' }
  await openLog(deps)
  expect(server.logged()).toContain('reached at another host')
  const app = createHttp(deps)
  const moved = createClient({
    url: 'https://preuves.example/graphql',
    key: server.secretKey,
    fetch: async (url, init) => app.fetch(new Request(url instanceof Request ? url.url : url, init)),
  })
  const after = await certified({ client: moved })
  const trust = await fetchTrust(server)
  for (const document of [before, after]) {
    const report = await verifyDocument(document, trust, TUESDAY)
    expect([report.verdict, report.statement?.iss]).toEqual(['VERIFIED', 'https://proofs.example'])
  }
})

test('a server does not begin to sign while its clock is before the announcement of its key', async () => {
  server.setNow(TUESDAY + 3_600_000)
  const key = await added(server.deps)
  server.setNow(TUESDAY + 60_000)
  await expect(restart(key)).rejects.toMatchObject({
    code: 'statement-key-ahead',
    message: expect.stringContaining('signs from 2026-11-24T11:10:00.000Z on'),
  })
  // What it advises where the clock was ahead then: the key before it signs again, and another one comes.
  await openLog(server.deps)
  expect(await retireSigningKey(server.deps, key.kid, false)).toMatchObject({ ok: true })
  const restarted = await restart(await added(server.deps))
  const document = await certified(restarted)
  const report = await verifyDocument(document, await fetchTrust(restarted), LATER)
  expect([report.verdict, report.fault]).toEqual(['VERIFIED', null])
})

test('a key whose file was never written is retired, and another takes its place', async () => {
  const { kid } = await added(server.deps)
  expect(await addSigningKey(server.deps)).toEqual({ ok: false, fault: 'key-lost', kid })
  expect(await retireSigningKey(server.deps, kid, false)).toMatchObject({ ok: true })
  expect((await added(server.deps)).kid).not.toBe(kid)
})

test('a clock that was set back to before the key while the server runs: what verifiers take is signed, nothing else', async () => {
  server.setNow(TUESDAY + 600_000)
  const restarted = await restart(await added(server.deps))
  const ask = async () =>
    restarted.client.recordConsent({ notice, contact: { email: 'a@example.fr' }, choices: CHOICES })
  server.setNow(TUESDAY + 600_000 - 120_000)
  const certificate = await certified({ client: restarted.client })
  const trust = await fetchTrust(restarted)
  expect((await verifyDocument(certificate, trust, LATER)).verdict).toBe('VERIFIED')

  server.setNow(TUESDAY + 600_000 - 121_000)
  const before = await restarted.client.events()
  await expect(ask()).rejects.toMatchObject({ code: 'CLOCK_BEHIND', status: 503 })
  const unready = await restarted.fetch('/readyz')
  expect([unready.status, await unready.text()]).toEqual([
    503,
    'CLOCK_BEHIND: The clock says 2026-11-24T10:17:59.000Z, but the key of statements signs from 2026-11-24T10:20:00.000Z on: set the clock right.',
  ])
  expect(await restarted.client.events()).toEqual(before)
  expect(server.logged()).toContain('set the clock right')

  server.setNow(TUESDAY + 600_000)
  granted(await ask(), 'RecordConsentPayload')
  expect((await restarted.fetch('/readyz')).status).toBe(200)
})

test('by a clock that was set back a person is not told that her withdrawal was recorded', async () => {
  const recorded = await server.client.recordConsent({
    notice,
    contact: { email: 'a@example.fr' },
    choices: CHOICES,
  })
  const { receipt } = granted(recorded, 'RecordConsentPayload')
  server.setNow(TUESDAY + 600_000)
  const restarted = await restart(await added(server.deps))
  server.setNow(TUESDAY)
  const { pathname } = new URL(receipt.manageUrl)
  const pressed = await restarted.fetch(pathname, { method: 'POST' })
  expect([pressed.status, await pressed.text()]).toEqual([503, expect.stringContaining('nothing was stored')])
  server.setNow(TUESDAY + 600_000)
  expect((await restarted.fetch(pathname, { method: 'POST' })).status).toBe(303)
})
