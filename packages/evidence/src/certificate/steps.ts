import type { StatementFault } from '../statement/verify-statement.ts'

/** The names of the steps of a verification, in their order. */
export const STEP_NAMES = [
  'form',
  'signature',
  'payload',
  'disclosures',
  'log',
  'witnesses',
  'timestamps',
  'bracket',
  'notice',
  'publications',
  'lead',
] as const
export type VerificationStep = (typeof STEP_NAMES)[number]

/**
 * The steps of a verification in their order (evidence.md 1.7), each with the codes by which it fails. The first failure
 * ends it. What the statement, the checkpoint and the time stamps of a certificate are held to holds for those of its
 * anchor and its related statements too: there the same codes come in the step that looks at these, with their subject.
 */
export const VERIFICATION_STEPS = {
  /** Size, UTF-8, JSON, shape and base64 of the certificate. */
  form: [
    'certificate-too-large',
    // The ZIP for people with openssl, whose certificate.json it is that counts.
    'certificate-zipped',
    'certificate-not-utf8',
    'certificate-not-json',
    'certificate-version-unknown',
    'certificate-malformed',
    'certificate-not-canonical',
    'base64-malformed',
  ],
  /** The statement is signed by a key that the verifier trusts. */
  signature: [
    'sd-jwt-malformed',
    'statement-too-large',
    'statement-malformed',
    'header-malformed',
    'algorithm-refused',
    'type-unknown',
    'key-unknown',
    'signature-invalid',
  ],
  /** It says what a statement of a consent event can say, in one spelling. */
  payload: [
    'payload-not-canonical',
    'version-unknown',
    'payload-malformed',
    // A publication, which is no consent event.
    'event-unsuited',
    // A consent event that records no answers: a withdrawal, an objection, an erasure…
    'event-not-a-submission',
  ],
  /** Each disclosure is one that the statement committed to, and reads as what its name says. */
  disclosures: [
    'disclosure-malformed',
    'disclosure-name',
    'disclosure-unmatched',
    'contact-malformed',
    'choice-malformed',
  ],
  /** The statement is in the log that it promises, under a checkpoint signed by a log of the verifier's policy, on its issuer's host. */
  log: [
    'proof-too-large',
    'proof-malformed',
    'proof-index-too-large',
    'proof-extra',
    'note-too-large',
    'note-malformed',
    'signatures-too-many',
    'verifiers-ambiguous',
    'checkpoint-malformed',
    'checkpoint-size-too-large',
    'log-unknown',
    'log-mismatch',
    'log-signature-missing',
    'checkpoint-signature-invalid',
    'inclusion-invalid',
    'issuer-mismatch',
  ],
  /** As many witnesses as the policy asks for have cosigned that checkpoint. */
  witnesses: ['cosignature-invalid', 'cosignature-future', 'quorum-not-met'],
  /** Each time stamp is over that checkpoint and sound. One by an authority nobody trusts counts for nothing. */
  timestamps: ['timestamp-invalid', 'timestamp-future'],
  /** The anchor, if it is there, is the checkpoint that the statement names; no time that others attest is before an earlier one, and the key was valid by them. */
  bracket: [
    'anchor-unmatched',
    'anchor-mismatch',
    'anchor-not-before',
    'bracket-empty',
    'key-not-yet-valid',
    'key-expired',
  ],
  /** The notice is the one that the statement names. */
  notice: [
    'blob-mismatch',
    'blob-unmatched',
    'notice-missing',
    'notice-malformed',
    'notice-mismatch',
    'choice-unknown',
  ],
  /**
   * The publications that come along, of the notice and of the widget, stand in the log before the event. One whose key is no
   * longer believed, or under a head without its quorum, fails nothing: it counts for nothing.
   */
  publications: ['related-unmatched', 'related-twice', 'related-not-before'],
  /** The lead in hand is the one of the certificate, and an answer that agrees names the recipient. */
  lead: [
    'lead-phone-absent',
    'lead-phone-mismatch',
    'lead-email-absent',
    'lead-email-mismatch',
    'recipient-not-named',
  ],
} as const satisfies { readonly [step in VerificationStep]: readonly string[] }

export type VerificationCode = (typeof VERIFICATION_STEPS)[VerificationStep][number]

/** What a failure is about. */
export type VerificationSubject = 'certificate' | 'anchor' | 'notice.published' | 'widget.released'

/** The first failure of a verification. */
export type VerificationFault = {
  readonly step: VerificationStep
  readonly code: VerificationCode
  readonly subject: VerificationSubject
  /** Of `timestamp-invalid`: which fault of the token (TIMESTAMP_FAULTS of `@constat/evidence/timestamp`). */
  readonly detail?: string | undefined
}

const BEYOND_SIGNATURE: { readonly [code in StatementFault]?: VerificationStep } = {
  'payload-not-canonical': 'payload',
  'version-unknown': 'payload',
  'payload-malformed': 'payload',
  'disclosure-malformed': 'disclosures',
  'disclosure-name': 'disclosures',
  'disclosure-unmatched': 'disclosures',
}

/** The step to which a fault of a certificate's own statement belongs. */
export const stepOfStatement = (code: StatementFault): VerificationStep =>
  BEYOND_SIGNATURE[code] ?? 'signature'
