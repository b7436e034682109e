/**
 * The steps of a verification in their order (evidence.md 1.7), each with the codes by which it fails. The first failure
 * ends it. What the statement, the checkpoint and the time stamps of a certificate are held to holds for those of its
 * anchor and its related statements too: there the same codes come in the step that looks at these, with their subject.
 */
export const VERIFICATION_STEPS = {
  /** Size, UTF-8, JSON, shape and base64 of the certificate. */
  form: [
    'certificate-too-large',
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
  payload: ['payload-not-canonical', 'version-unknown', 'payload-malformed', 'event-unsuited'],
  /** Each disclosure is one that the statement committed to, and reads as what its name says. */
  disclosures: [
    'disclosure-malformed',
    'disclosure-name',
    'disclosure-unmatched',
    'contact-malformed',
    'choice-malformed',
  ],
  /** The statement is in the log that it promises, under a checkpoint signed by a log of the verifier's policy. */
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
  ],
  /** As many witnesses as the policy asks for have cosigned that checkpoint. */
  witnesses: ['cosignature-invalid', 'cosignature-future', 'quorum-not-met'],
  /** Each time stamp is over that checkpoint and sound. One by an authority nobody trusts counts for nothing. */
  timestamps: ['timestamp-invalid', 'timestamp-future'],
  /** The anchor is the checkpoint that the statement names; the times agree, and the key was valid then. */
  bracket: [
    'anchor-unmatched',
    'anchor-mismatch',
    'anchor-not-before',
    'bracket-empty',
    'key-not-yet-valid',
    'key-expired',
  ],
  /** The notice is the one that the statement names; it and the widget were made public before. */
  notice: [
    'blob-mismatch',
    'blob-unmatched',
    'notice-missing',
    'notice-malformed',
    'notice-mismatch',
    'choice-unknown',
    'related-unmatched',
    'related-twice',
    'related-not-before',
  ],
  /** The lead in hand is the one of the certificate. */
  lead: [
    'lead-phone-absent',
    'lead-phone-mismatch',
    'lead-email-absent',
    'lead-email-mismatch',
    'recipient-not-named',
  ],
} as const

export type VerificationStep = keyof typeof VERIFICATION_STEPS
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

const isOf = (step: VerificationStep, code: VerificationCode): boolean =>
  VERIFICATION_STEPS[step].some((each) => each === code)

const STEPS_OF_A_STATEMENT = ['signature', 'payload', 'disclosures'] as const

/** The step to which a fault of a certificate's own statement belongs. */
export const stepOfStatement = (code: VerificationCode): VerificationStep =>
  STEPS_OF_A_STATEMENT.find((step) => isOf(step, code)) ?? 'form'
