import { sha256 } from '@noble/hashes/sha2.js'
import type { NoticeDocument } from '@constat/core/notice'
import { fromBase64, toHex } from '@constat/tlog'
import { NOTICE_PUBLISHED, type ConsentPayload, type StatementPayload } from '../statement/payload.ts'
import { verifyStatement } from '../statement/verify-statement.ts'
import type { Trust } from '../trust/trust.ts'
import { keyFault } from './bracket.ts'
import type { Certificate, RelatedStatement } from './certificate.ts'
import { verifyLogged, type LoggedEntry } from './logged.ts'
import { readNotice } from './notice-shape.ts'
import type { ShownAnswer } from './claims.ts'
import type { VerificationCode, VerificationSubject } from './steps.ts'

/** A publication that the log held before the event. */
export type EarlierPublication = {
  readonly event: RelatedStatement['event']
  /** Seconds since the Unix epoch, as the server says. */
  readonly publishedAt: number
  readonly index: number
}

/** The notice that was shown, and what was public before. */
export type ShownNotice = {
  readonly notice: NoticeDocument | null
  readonly publications: readonly EarlierPublication[]
  /**
   * Publications that came along signed by a key that is not believed, or under a head that too few witnesses signed: they show
   * nothing, and refuse nothing either.
   */
  readonly unbelieved: readonly RelatedStatement['event'][]
}

type Refusal = {
  readonly ok: false
  readonly code: VerificationCode
  readonly subject: VerificationSubject
}

const refused = (code: VerificationCode, subject: VerificationSubject = 'certificate'): Refusal => ({
  ok: false,
  code,
  subject,
})

const noticeIn = (
  { blobs: [blob] }: Certificate,
  { notice: named }: ConsentPayload,
): { readonly ok: true; readonly value: NoticeDocument | null } | Refusal => {
  if (!named) return blob ? refused('blob-unmatched') : { ok: true, value: null }
  if (!blob) return refused('notice-missing')
  const bytes = fromBase64(blob.b64) ?? new Uint8Array()
  if (toHex(sha256(bytes)) !== blob.sha256) return refused('blob-mismatch')
  if (blob.sha256 !== named.sha256) return refused('blob-unmatched')
  const value = readNotice(bytes)
  if (!value) return refused('notice-malformed')
  return value.key === named.key && value.locale === named.locale
    ? { ok: true, value }
    : refused('notice-mismatch')
}

// Whether a publication is of the very notice or build that the event names.
const isNamedBy = (published: StatementPayload, event: ConsentPayload): boolean => {
  if (published.event === NOTICE_PUBLISHED) {
    const { notice } = published
    return (
      published.tenant === event.tenant &&
      notice.sha256 === event.notice?.sha256 &&
      notice.key === event.notice.key &&
      notice.version === event.notice.version &&
      notice.locale === event.notice.locale
    )
  }
  if (published.event !== 'widget.released') return false
  const { version, sha256: hash } = published.widget
  return version === event.widget?.version && hash === event.widget.sha256
}

/** Where the event stands in the log. Seconds since the Unix epoch. */
type Logged = {
  readonly entry: LoggedEntry
  /** The end of the bracket, else now. */
  readonly existedBy: number
  readonly now: number
}

const verifyRelated = async (
  { event, statement, proof }: RelatedStatement,
  consent: ConsentPayload,
  { entry, existedBy, now }: Logged,
  trust: Trust,
): Promise<
  { readonly ok: true; readonly value: EarlierPublication; readonly isBelieved: boolean } | Refusal
> => {
  const verified = await verifyStatement(statement, trust.keys)
  if (!verified.ok) return refused(verified.code, event)
  const { kid, payload } = verified.value
  if (payload.event !== event || payload.iss !== consent.iss || !isNamedBy(payload, consent))
    return refused('related-unmatched', event)
  const expected = { policy: trust.policy, origin: payload.promise?.log, now }
  const logged = await verifyLogged(statement, proof, expected)
  // A head that too few witnesses signed says as little of a publication as one that never came along.
  const isWitnessed = logged.ok
  if (!logged.ok && logged.code !== 'quorum-not-met') return refused(logged.code, event)
  const place = logged.ok ? logged.value : logged.logged
  const { index, checkpoint } = place
  // Only places in one log can be compared.
  if (checkpoint.origin !== entry.checkpoint.origin || index >= entry.index)
    return refused('related-not-before', event)
  const isBelieved = isWitnessed && keyFault(trust.keys, kid, payload.iat, existedBy, place) === undefined
  return { ok: true, value: { event, publishedAt: payload.iat, index }, isBelieved }
}

/**
 * Holds the notice of a certificate to the hash that the statement names, the shown answers to its questions, and each
 * publication to the log: it stands there before the event. The statement itself binds the notice, by its hash; so a
 * publication whose key has expired or was revoked since, or whose head lacks its quorum, only leaves unproved that the notice
 * was public before.
 */
export const verifyPublications = async (
  certificate: Certificate,
  consent: ConsentPayload,
  answers: readonly ShownAnswer[],
  logged: Logged,
  trust: Trust,
): Promise<{ readonly ok: true; readonly value: ShownNotice } | Refusal> => {
  const notice = noticeIn(certificate, consent)
  if (!notice.ok) return notice
  const questions = new Set(notice.value?.questions.map(({ key }) => key))
  if (notice.value && !answers.every(({ question }) => questions.has(question)))
    return refused('choice-unknown')
  const publications: EarlierPublication[] = []
  const unbelieved: RelatedStatement['event'][] = []
  for (const [at, related] of certificate.related.entries()) {
    if (certificate.related.slice(0, at).some(({ event }) => event === related.event))
      return refused('related-twice', related.event)
    const verified = await verifyRelated(related, consent, logged, trust)
    if (!verified.ok) return verified
    if (verified.isBelieved) publications.push(verified.value)
    else unbelieved.push(related.event)
  }
  return { ok: true, value: { notice: notice.value, publications, unbelieved } }
}
