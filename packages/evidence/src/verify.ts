/** The verifier: everything that reads and judges a certificate offline, in Node and in browsers alike. */
export {
  certificateBytes,
  MAX_CERTIFICATE_BYTES,
  readCertificate,
  type Certificate,
  type CertificateBlob,
  type CertificateHints,
  type CertificateTimestamp,
  type FormFault,
  type RelatedStatement,
} from './certificate/certificate.ts'
export type { TimeBracket } from './certificate/bracket.ts'
export type { ShownAnswer } from './certificate/claims.ts'
export type { Finding, FindingCode } from './certificate/findings.ts'
export type { EarlierPublication } from './certificate/publications.ts'
export {
  LOG_LEVELS,
  TIME_LEVELS,
  type LogLevel,
  type Comparison,
  type ReportedContact,
  type TimeLevel,
  type VerificationReport,
} from './certificate/report.ts'
export {
  VERIFICATION_STEPS,
  type VerificationCode,
  type VerificationFault,
  type VerificationStep,
  type VerificationSubject,
} from './certificate/steps.ts'
export type {
  CheckedTimestamp,
  TimestampToCheck,
  TrustedTimestamp,
  VerifyTimestamp,
} from './certificate/timestamps.ts'
export { verifyCertificate, type Lead, type VerificationOptions } from './certificate/verify-certificate.ts'
export { disclosureDigest, parseDisclosure, type Claim } from './disclosure/disclosure.ts'
export { trustJwks, type TrustedKey, type TrustedKeys } from './key/trusted-keys.ts'
export type { ConsentPayload, NoticePayload, StatementPayload, WidgetPayload } from './statement/payload.ts'
export {
  STATEMENT_FAULTS,
  verifyStatement,
  type StatementFault,
  type StatementVerification,
  type VerifiedStatement,
} from './statement/verify-statement.ts'
export { printable, reportLines, visible, visibleJson, type ReportLine } from './report/lines.ts'
export {
  REPORT_LOCALES,
  renderReport,
  timeTeller,
  type ReportBlock,
  type ReportLocale,
} from './report/render.ts'
export { readTrust, type Trust, type TrustTexts } from './trust/trust.ts'
