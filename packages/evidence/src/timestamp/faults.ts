/** Every reason for which a time stamp is refused; the first that applies is given. */
export const TIMESTAMP_FAULTS = [
  'token-too-large',
  'token-malformed',
  'too-many-certificates',
  'certificate-malformed',
  'content-type-refused',
  'signer-count',
  'time-malformed',
  'imprint-algorithm-refused',
  'imprint-mismatch',
  'policy-refused',
  'signed-attributes-refused',
  'message-digest-mismatch',
  'signer-certificate-missing',
  'signer-certificate-unbound',
  'signature-algorithm-refused',
  'signature-invalid',
  'eku-missing',
  'eku-not-critical',
  'eku-not-timestamping',
  'eku-additional',
  'key-usage-refused',
  'tsa-name-mismatch',
  'chain-untrusted',
  'chain-algorithm-refused',
  'certificate-expired',
  'issuer-unsuited',
  'extension-unsupported',
] as const

/** One of {@link TIMESTAMP_FAULTS}. */
export type TimestampFault = (typeof TIMESTAMP_FAULTS)[number]

/** A value, or the reason why there is none. */
export type Outcome<T, Fault extends string = TimestampFault> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }

export const refuse = <const Fault extends string>(
  fault: Fault,
): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault,
})
