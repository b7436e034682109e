import { createHash } from 'node:crypto'
import { noticeBytes } from '@constat/core/notice'
import { makeCertificate, type CertificateParts, type StampedWith } from '../certificate/make-certificate.ts'
import { statementJwks, statementKeyFromSeed, type StatementKey } from '../key/statement-key.ts'
import { makeNoticeStatement } from '../statement/notice-statement.ts'
import { makeStatement, type StatementClaim, type StatementFacts } from '../statement/make-statement.ts'
import { makeWidgetStatement } from '../statement/widget-statement.ts'
import type { StatementAnchor, StatementPromise } from '../statement/payload.ts'
import {
  certificateBytes,
  readTrust,
  verifyCertificate,
  type Certificate,
  type Trust,
  type TrustTexts,
  type VerificationOptions,
} from '../verify.ts'
import { logLine, makeLog, randomOf, witnessLine, type Cosigners, type TestLog } from './log.ts'
import { notice } from './notice.ts'

/** A log, a submission in it and its certificate, the same in each run; tests change one thing at a time. */

/** When the submission was recorded, seconds since the epoch: 21 September 2026, 14:13:20 in Paris. */
export const RECORDED_AT = 1_790_000_000
export const ORIGIN = 'proofs.example.fr/log/1'
export const ISSUER = 'https://proofs.example.fr'
export const PHONE = '+33639981234'
export const EMAIL = 'Jeanne@example.fr'
/** When tests verify, milliseconds since the epoch: a day later. */
export const NOW = (RECORDED_AT + 86_400) * 1000

export const statementKey = statementKeyFromSeed(randomOf('statement key')(32))
export const jwks = statementJwks([statementKey])

const WIDGET = { version: '2.3.1', sha256: 'fe'.repeat(32) }
const NOTICE = {
  key: 'devis',
  version: 17,
  locale: 'fr',
  sha256: createHash('sha256').update(noticeBytes(notice)).digest('hex'),
}

/** The witnesses of the policy: two of three are enough. */
export const POLICY = `${logLine(ORIGIN)}${witnessLine('w1')}${witnessLine('w2')}${witnessLine('w3')}group g 2 w1 w2 w3
quorum g
`

export const claims: readonly StatementClaim[] = [
  { name: 'phone', value: PHONE },
  { name: 'email', value: EMAIL },
  { name: 'choice.appel', value: { answer: 'GRANTED' } },
  { name: 'choice.courriel', value: { answer: 'REFUSED' } },
  { name: 'choice.sms', value: { answer: 'GRANTED' } },
  { name: 'net', value: { ip: '192.0.2.1' } },
]

/** What a scene has otherwise than usual. */
export type SceneChanges = {
  readonly facts?: Partial<StatementFacts>
  readonly claims?: readonly StatementClaim[]
  /** Who signed the publications; the key of the submission where absent. */
  readonly publisher?: StatementKey
  readonly parts?: Partial<CertificateParts>
  readonly trust?: Partial<TrustTexts>
  /** Who cosigns the checkpoint of the proof; w1 and w2 five seconds after the submission where absent. */
  readonly cosigners?: Cosigners
  readonly anchorCosigners?: Cosigners
  /** Time stamps of a checkpoint body at an instant, seconds since the epoch; none where absent. */
  readonly stamp?: (body: string, at: number) => readonly StampedWith[]
}

const factsOf = (
  promise: StatementPromise,
  anchor: StatementAnchor,
  changes: Partial<StatementFacts>,
): StatementFacts => ({
  kind: 'GIVEN',
  iss: ISSUER,
  recordedAt: RECORDED_AT * 1000,
  tenant: 'tnt_1',
  site: 'renov.example.fr',
  provenance: 'SITE_CHALLENGED',
  notice: NOTICE,
  observation: {
    v: 1,
    widget: WIDGET,
    page: { origin: 'https://renov.example.fr', path: '/devis', lang: 'fr', viewport: [390, 844], dpr: 300 },
    textSha256: 'cd'.repeat(32),
    questions: { appel: { visibleMs: 4200, covered: false, fontPx: 16, opacity: 100, contrast: 1500 } },
    trail: [[4000, 'grant', 'appel', 1, 'touch']],
  },
  grade: 'ASSURED',
  challenge: { id: 'AAAAAAAAAAAAAAAAAAAAAA', issuedAt: (RECORDED_AT - 22) * 1000, state: 'fresh' },
  promise,
  anchor,
  ...changes,
})

/** What was public before: a notice and a build of the widget, in the log. */
const publish = (
  log: TestLog,
  random: (length: number) => Uint8Array<ArrayBuffer>,
  key: StatementKey = statementKey,
) => {
  const signer = { key, random }
  const promise = { log: log.origin, mmd_s: 60 }
  const facts = { iss: ISSUER, recordedAt: (RECORDED_AT - 1000) * 1000, promise }
  const published = makeNoticeStatement({ ...facts, tenant: 'tnt_1', notice: NOTICE }, signer)
  const released = makeWidgetStatement({ ...facts, widget: WIDGET }, signer)
  return [
    { event: 'notice.published', statement: published.jws, index: log.append(published.jws) },
    { event: 'widget.released', statement: released.jws, index: log.append(released.jws) },
  ] as const
}

export const trustOf = async (changes: Partial<TrustTexts> = {}): Promise<Trust> => {
  const trust = await readTrust({ policy: POLICY, jwks: JSON.stringify(jwks), tsaRoots: [], ...changes })
  if (!trust.ok) throw new Error(JSON.stringify(trust.issues))
  return trust.value
}

/** Builds the log, the submission and its parts. */
export const makeScene = async (changes: SceneChanges = {}) => {
  const random = randomOf('scene')
  const log = makeLog(ORIGIN)
  const stamp = changes.stamp ?? (() => [])
  log.grow(3)
  const publications = publish(log, random, changes.publisher)
  log.grow(2)
  const anchorBody = log.body()
  const anchorCheckpoint = await log.checkpoint(
    changes.anchorCosigners ?? { w1: RECORDED_AT - 60, w2: RECORDED_AT - 58 },
  )
  const anchor = {
    origin: ORIGIN,
    size: log.size(),
    body_sha256: createHash('sha256').update(anchorBody).digest('hex'),
  }
  const facts = factsOf({ log: ORIGIN, mmd_s: 60 }, anchor, changes.facts ?? {})
  const made = makeStatement(facts, changes.claims ?? claims, { key: statementKey, random })
  const index = log.append(made.jws)
  log.grow(4)
  const cosigners = changes.cosigners ?? { w1: RECORDED_AT + 5, w2: RECORDED_AT + 6 }
  const parts: CertificateParts = {
    statement: made.jws,
    disclosures: made.disclosures,
    notice,
    recipient: 'cuisines',
    contacts: ['phone', 'email'],
    proof: await log.prove(index, cosigners),
    timestamps: stamp(log.body(), RECORDED_AT + 600),
    anchor: { checkpoint: anchorCheckpoint, timestamps: stamp(anchorBody, RECORDED_AT - 55) },
    related: await Promise.all(
      publications.map(async ({ event, statement, index: at }) => ({
        event,
        statement,
        proof: await log.prove(at, cosigners),
      })),
    ),
    hints: { policy: POLICY, jwks: { keys: jwks.keys.map((key) => ({ ...key })) } },
    ...changes.parts,
  }
  return { parts, log, index, trust: await trustOf(changes.trust) }
}

/** The certificate of a scene. */
export const makeCertified = async (changes: SceneChanges = {}) => {
  const scene = await makeScene(changes)
  const made = makeCertificate(scene.parts)
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  return { ...scene, certificate: made.value }
}

/** What a verification of a certificate says, a day after unless told otherwise. */
export const reportOn = (
  certificate: Certificate | Uint8Array,
  trust: Trust,
  options: Partial<VerificationOptions> = {},
) =>
  verifyCertificate(certificate instanceof Uint8Array ? certificate : certificateBytes(certificate), trust, {
    now: NOW,
    ...options,
  })

/** The report on a certificate of a scene that is changed so, under the scene's own trust. */
export const reported = async (changes: SceneChanges, options: Partial<VerificationOptions> = {}) => {
  const made = await makeCertified(changes)
  return reportOn(made.certificate, made.trust, options)
}

/** What findings are about. */
export const codes = (findings: readonly { readonly code: string }[]): readonly string[] =>
  findings.map(({ code }) => code)
