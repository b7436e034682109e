import type { NoticeDocument, NoticeQuestion } from '@constat/core/notice'
import { noticeBytes } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { ContactKind } from '@constat/core/vocabulary'
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64, toHex } from '@constat/tlog'
import { parseDisclosure } from '../disclosure/disclosure.ts'
import { certificatePem, certificatesInPem } from '../platform/pem.ts'
import {
  certificateBytes,
  MAX_CERTIFICATE_BYTES,
  type Certificate,
  type CertificateHints,
  type CertificateTimestamp,
  type RelatedStatement,
} from './certificate.ts'
import { joinSdJwt } from './sd-jwt.ts'

/** An RFC 3161 token and the certificates between it and a root. */
export type StampedWith = {
  /** TimeStampToken in DER. */
  readonly token: Uint8Array
  /** PEM of what the token itself does not carry. */
  readonly chain: readonly string[]
}

/** All that a certificate is made of, and for whom. */
export type CertificateParts = {
  /** Compact JWS of the consent event. */
  readonly statement: string
  /** Every disclosure of it; those that the certificate shows are chosen here. */
  readonly disclosures: readonly string[]
  /** The notice version that the statement names. */
  readonly notice: NoticeDocument
  /** Key of the party, in the notice, that the certificate is for. */
  readonly recipient: string
  /** Keys of questions, each naming the recipient; all that do, where absent. */
  readonly questions?: readonly string[] | undefined
  /** The contacts to show, as far as the person gave them; one at least. */
  readonly contacts: readonly ContactKind[]
  /** C2SP tlog-proof of the statement, under the checkpoint that is dated best. */
  readonly proof: string
  /** Time stamps of that checkpoint. */
  readonly timestamps: readonly StampedWith[]
  /** The checkpoint that the statement names as its anchor, and its time stamps. */
  readonly anchor?: { readonly checkpoint: string; readonly timestamps: readonly StampedWith[] } | undefined
  readonly related: readonly RelatedStatement[]
  readonly hints: CertificateHints
}

const issue = (path: readonly string[], rule: string, message: string): InputIssue => ({
  path,
  rule,
  message,
})

const names = ({ advertisers }: NoticeQuestion, recipient: string): boolean => advertisers.includes(recipient)

/**
 * The questions whose answers the recipient of a certificate may see: none that names only others. Refused with path and
 * rule where the notice does not name it, or a question that was asked for does not.
 */
export const questionsFor = ({
  notice,
  recipient,
  questions,
}: Pick<CertificateParts, 'notice' | 'recipient' | 'questions'>): Parsed<readonly string[]> => {
  if (!notice.parties.some(({ key }) => key === recipient)) {
    const message = 'The notice names no such party: give the key of one of its parties.'
    return { ok: false, issues: [issue(['recipient'], 'unknown-party', message)] }
  }
  const naming = notice.questions.filter((each) => names(each, recipient)).map(({ key }) => key)
  if (naming.length === 0) {
    const message = 'No question of the notice names this party, so there is nothing to certify to it.'
    return { ok: false, issues: [issue(['recipient'], 'not-named', message)] }
  }
  const issues = (questions ?? []).flatMap((key, index) =>
    naming.includes(key)
      ? []
      : [
          issue(
            ['questions', String(index)],
            'not-named',
            'This question does not name the recipient: leave it out.',
          ),
        ],
  )
  if (questions?.length === 0)
    issues.push(issue(['questions'], 'too-short', 'Give one question at least, or leave the list out.'))
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: questions ?? naming }
}

const chosenDisclosures = (
  { disclosures, contacts }: CertificateParts,
  questions: Parsed<readonly string[]>,
): Parsed<readonly string[]> => {
  const named = disclosures.map((disclosure) => ({ disclosure, name: parseDisclosure(disclosure)?.name }))
  const pick = (wanted: readonly string[]) =>
    wanted.flatMap((name) => named.find((each) => each.name === name)?.disclosure ?? [])
  const shown = pick([...new Set(contacts)])
  const answers = questions.ok ? pick([...new Set(questions.value)].map((key) => `choice.${key}`)) : []
  const issues = [
    ...(questions.ok ? [] : questions.issues),
    ...(shown.length > 0
      ? []
      : [issue(['disclose'], 'contact-absent', 'The person gave none of these contacts.')]),
    ...(answers.length > 0 || !questions.ok
      ? []
      : [issue(['questions'], 'answer-absent', 'The statement holds no answer to these questions.')]),
  ]
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: [...shown, ...answers] }
}

const stamps = (
  over: CertificateTimestamp['over'],
  stamped: readonly StampedWith[],
): readonly CertificateTimestamp[] =>
  stamped.map(({ token, chain }) => ({
    type: 'rfc3161',
    over,
    token_der_b64: toBase64(token),
    chain_pem: chain.flatMap((pem) => (certificatesInPem(pem) ?? []).map(certificatePem)),
  }))

/**
 * Makes the certificate of one consent event for one recipient (evidence.md 1.6). It shows the contacts asked for and the
 * answers to questions that name the recipient, and nothing else of what the person gave. Refused with path and rule
 * where there is nothing to show, or where it would be too large to verify.
 */
export const makeCertificate = (parts: CertificateParts): Parsed<Certificate> => {
  const disclosures = chosenDisclosures(parts, questionsFor(parts))
  if (!disclosures.ok) return disclosures
  const { anchor, proof, related, hints } = parts
  const bytes = noticeBytes(parts.notice)
  const value: Certificate = {
    type: 'lead-certificate',
    v: 1,
    sd_jwt: joinSdJwt({ jws: parts.statement, disclosures: disclosures.value }),
    proof,
    timestamps: stamps('proof.checkpoint.body', parts.timestamps),
    ...(anchor && {
      anchor: {
        checkpoint: anchor.checkpoint,
        timestamps: stamps('anchor.checkpoint.body', anchor.timestamps),
      },
    }),
    related,
    blobs: [{ sha256: toHex(sha256(bytes)), media_type: 'application/json', b64: toBase64(bytes) }],
    hints,
  }
  if (certificateBytes(value).length <= MAX_CERTIFICATE_BYTES) return { ok: true, value }
  const message = `A certificate has at most ${MAX_CERTIFICATE_BYTES} bytes; the notice is too long.`
  return { ok: false, issues: [issue(['notice'], 'too-long', message)] }
}
