import { emailIndexForm } from '@constat/core/contact'
import type { NoticeDocument, NoticeParty } from '@constat/core/notice'
import { CONTACT_KINDS, type ContactKind } from '@constat/core/vocabulary'
import { toHex } from '@constat/tlog'
import { sha256 } from '@noble/hashes/sha2.js'
import { isConsent, isSubmission } from '../statement/payload.ts'
import { verifyStatement } from '../statement/verify-statement.ts'
import type { Trust } from '../trust/trust.ts'
import { isEmptyBracket, keyFault, timeBracket, type DatedCheckpoint } from './bracket.ts'
import { readCertificate, type Certificate } from './certificate.ts'
import { grantedAnswers, readClaims, type ShownAnswer, type ShownClaims } from './claims.ts'
import type { Established } from './established.ts'
import { hintsThatDiffer } from './hints.ts'
import { verifyAnchor, verifyLogged, type LoggedEntry } from './logged.ts'
import { verifyPublications } from './publications.ts'
import { reportOf, type VerificationReport } from './report.ts'
import { splitSdJwt } from './sd-jwt.ts'
import {
  stepOfStatement,
  type VerificationCode,
  type VerificationFault,
  type VerificationStep,
  type VerificationSubject,
} from './steps.ts'
import { verifyTimestamps, type VerifyTimestamp } from './timestamps.ts'

/** The lead in hand, each contact normalised as `@constat/core/contact` does. */
export type Lead = { readonly phone?: string | undefined; readonly email?: string | undefined }

export type VerificationOptions = {
  /** Compared with what the certificate discloses; what is not given is not compared. */
  readonly lead?: Lead | undefined
  /** Key of the party, in the notice, that one of the shown answers that agree must name. */
  readonly recipient?: string | undefined
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** `verifyTimestamp` of `@constat/evidence/timestamp`; without it time stamps count for nothing. */
  readonly verifyTimestamp?: VerifyTimestamp | undefined
}

type Context = {
  readonly certificate: Certificate
  readonly trust: Trust
  readonly now: number
  readonly options: VerificationOptions
}

/** One step done: what is established now, and the fault that ends the verification. */
type Progress = { readonly known: Established; readonly fault?: VerificationFault | undefined }

const failed = (
  known: Established,
  step: VerificationStep,
  code: VerificationCode,
  subject: VerificationSubject = 'certificate',
  detail?: string,
): Progress => ({ known, fault: { step, code, subject, ...(detail === undefined ? {} : { detail }) } })

const FORMS: { readonly [kind in ContactKind]: (value: string) => string } = {
  phone: (value) => value,
  // As the server looks a contact up: two spellings of one address are not two persons.
  email: emailIndexForm,
}

const compare = ({ contacts }: ShownClaims, lead: Lead = {}): Established['compared'] =>
  Object.fromEntries(
    CONTACT_KINDS.flatMap((kind) => {
      const [expected, disclosed] = [lead[kind], contacts[kind]]
      if (expected === undefined || disclosed === undefined) return []
      return [[kind, FORMS[kind](expected) === FORMS[kind](disclosed) ? 'EQUAL' : 'DIFFERENT']]
    }),
  )

const stepStatement = async (
  { certificate, trust, options }: Context,
  known: Established,
): Promise<Progress> => {
  const parts = splitSdJwt(certificate.sd_jwt)
  if (!parts) return failed(known, 'signature', 'sd-jwt-malformed')
  const verified = await verifyStatement(parts.jws, trust.keys, parts.disclosures)
  if (!verified.ok) {
    const step = stepOfStatement(verified.code)
    // The statement may hold where a disclosure does not.
    const alone = step === 'disclosures' ? await verifyStatement(parts.jws, trust.keys) : verified
    if (!alone.ok || !isConsent(alone.value.payload)) return failed(known, step, verified.code)
    const { kid, payload } = alone.value
    return failed({ ...known, statement: { kid, payload } }, step, verified.code)
  }
  const { kid, payload, claims } = verified.value
  if (!isConsent(payload)) return failed(known, 'payload', 'event-unsuited')
  const statement = { kid, payload }
  if (!isSubmission(payload.event))
    return failed({ ...known, statement }, 'payload', 'event-not-a-submission')
  const shown = readClaims(claims)
  return typeof shown === 'string'
    ? failed({ ...known, statement }, 'disclosures', shown)
    : { known: { ...known, statement, claims: shown, compared: compare(shown, options.lead) } }
}

const isCosigned = ({ cosignatures, quorumMet }: LoggedEntry): boolean => quorumMet && cosignatures.length > 0

// A trusted key and log vouch for the server whose they are, and a statement may name no other for its issuer.
const isOnHostOf = (issuer: string, origin: string): boolean =>
  URL.canParse(issuer) && new URL(issuer).host === origin.split('/')[0]

const stepLog = async ({ certificate, trust, now }: Context, known: Established): Promise<Progress> => {
  const jws = splitSdJwt(certificate.sd_jwt)?.jws ?? ''
  const origin = known.statement?.payload.promise?.log
  const logged = await verifyLogged(jws, certificate.proof, { policy: trust.policy, origin, now })
  if (logged.ok) {
    const entry = logged.value
    const found: Established = { ...known, entry, isWitnessed: isCosigned(entry) }
    return isOnHostOf(known.statement?.payload.iss ?? '', entry.checkpoint.origin)
      ? { known: found }
      : failed(found, 'log', 'issuer-mismatch')
  }
  return logged.logged
    ? failed({ ...known, entry: logged.logged }, 'witnesses', logged.code)
    : failed(known, 'log', logged.code)
}

const stepTimestamps = async (
  { certificate, trust, now, options }: Context,
  known: Established,
): Promise<Progress> => {
  const body = known.entry?.text ?? ''
  const stamped = await verifyTimestamps(certificate.timestamps, body, trust, now, options.verifyTimestamp)
  return stamped.ok
    ? { known: { ...known, timestamped: stamped.value } }
    : failed(known, 'timestamps', stamped.code, 'certificate', stamped.detail)
}

type Anchored =
  | { readonly ok: true; readonly value: DatedCheckpoint | undefined }
  | { readonly ok: false; readonly code: VerificationCode; readonly detail?: string | undefined }

const anchorOf = async (
  { certificate, trust, now, options }: Context,
  { statement, entry }: Established,
): Promise<Anchored> => {
  const { anchor } = certificate
  const named = statement?.payload.anchor
  // Left out, or not kept by the server: nothing then shows that the statement is not older, and no more is claimed.
  if (!anchor) return { ok: true, value: undefined }
  if (!named) return { ok: false, code: 'anchor-unmatched' }
  const verified = await verifyAnchor(anchor.checkpoint, { policy: trust.policy, origin: named.origin, now })
  if (!verified.ok) return { ok: false, code: verified.code }
  const { checkpoint, text, quorumTime, cosignatures } = verified.value
  const isNamed =
    checkpoint.size === named.size && toHex(sha256(new TextEncoder().encode(text))) === named.body_sha256
  if (!isNamed) return { ok: false, code: 'anchor-mismatch' }
  // The statement came after the checkpoint, so its place is beyond the checkpoint's last.
  if (entry && entry.checkpoint.origin === checkpoint.origin && entry.index < checkpoint.size)
    return { ok: false, code: 'anchor-not-before' }
  const stamped = await verifyTimestamps(anchor.timestamps, text, trust, now, options.verifyTimestamp)
  return stamped.ok ? { ok: true, value: { quorumTime, cosignatures, timestamped: stamped.value } } : stamped
}

const stepBracket = async (context: Context, known: Established): Promise<Progress> => {
  const { statement, entry, timestamped } = known
  if (!statement || !entry || !timestamped) return { known }
  const anchor = await anchorOf(context, known)
  if (!anchor.ok) return failed(known, 'bracket', anchor.code, 'anchor', anchor.detail)
  const { iat } = statement.payload
  const { quorumTime, cosignatures } = entry
  const dated = { quorumTime, cosignatures, timestamped }
  const bracket = timeBracket(iat, dated, anchor.value, context.now)
  if (isEmptyBracket(bracket)) return failed(known, 'bracket', 'bracket-empty')
  const bracketed: Established = { ...known, bracket, anchor: anchor.value }
  const existedBy = bracket.notAfter ?? context.now
  const invalid = keyFault(context.trust.keys, statement.kid, iat, existedBy, entry)
  return invalid ? failed(bracketed, 'bracket', invalid) : { known: bracketed }
}

const stepNotice = async ({ certificate, trust, now }: Context, known: Established): Promise<Progress> => {
  const { statement, claims, entry, bracket } = known
  if (!statement || !claims || !entry) return { known }
  const existedBy = bracket?.notAfter ?? now
  const logged = { entry, existedBy, now }
  const verified = await verifyPublications(certificate, statement.payload, claims.answers, logged, trust)
  return verified.ok
    ? { known: { ...known, shown: verified.value } }
    : failed(
        known,
        verified.subject === 'certificate' ? 'notice' : 'publications',
        verified.code,
        verified.subject,
      )
}

const recipientIn = (
  notice: NoticeDocument | null | undefined,
  granted: readonly ShownAnswer[],
  key: string,
): NoticeParty | undefined => {
  const isNamed = notice?.questions.some(
    (question) =>
      question.advertisers.includes(key) && granted.some((answer) => answer.question === question.key),
  )
  return isNamed ? notice?.parties.find((party) => party.key === key) : undefined
}

const stepLead = ({ options }: Context, known: Established): Progress => {
  const { statement, claims, shown, compared } = known
  if (!statement || !claims) return { known }
  for (const kind of CONTACT_KINDS) {
    if (options.lead?.[kind] === undefined) continue
    if (!compared[kind]) return failed(known, 'lead', `lead-${kind}-absent`)
    if (compared[kind] === 'DIFFERENT') return failed(known, 'lead', `lead-${kind}-mismatch`)
  }
  if (options.recipient === undefined) return { known }
  const recipient = recipientIn(
    shown?.notice,
    grantedAnswers(statement.payload.event, claims),
    options.recipient,
  )
  return recipient
    ? { known: { ...known, recipient: recipient.legalName } }
    : failed(known, 'lead', 'recipient-not-named')
}

const STEPS = [stepStatement, stepLog, stepTimestamps, stepBracket, stepNotice, stepLead]

const NOTHING: Established = { isWitnessed: false, trustsQualified: false, compared: {}, hintsDiffer: [] }

/**
 * Verifies a lead certificate offline (evidence.md 1.7): step by step, each failing closed, the first failure named and
 * what was established before it kept. Everything is held to the verifier's own trust; what the certificate brings along
 * in `hints` is compared with it and otherwise not looked at. Never throws for what the bytes are.
 *
 * What can only be weak lowers an axis and refuses nothing: no witness where the policy asks for none, no time stamp, or
 * one by an authority that the verifier does not trust.
 *
 * @throws what WebCrypto throws on a platform without Ed25519, rather than call a good signature bad.
 */
export const verifyCertificate = async (
  bytes: Uint8Array,
  trust: Trust,
  options: VerificationOptions,
): Promise<VerificationReport> => {
  const read = readCertificate(bytes)
  if (!read.ok) return reportOf(NOTHING, trust, failed(NOTHING, 'form', read.code).fault)
  const certificate = read.value
  const context = { certificate, trust, options, now: Math.floor(options.now / 1000) }
  let progress: Progress = {
    known: {
      ...NOTHING,
      trustsQualified: trust.qualified.length > 0,
      hintsDiffer: hintsThatDiffer(certificate, trust),
    },
  }
  for (const step of STEPS) {
    progress = await step(context, progress.known)
    if (progress.fault) break
  }
  return reportOf(progress.known, trust, progress.fault)
}
