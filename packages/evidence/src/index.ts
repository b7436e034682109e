export { blindIndex, type BlindIndexScope } from './blind-index/blind-index.ts'
export {
  makeCertificate,
  questionsFor,
  type CertificateParts,
  type StampedWith,
} from './certificate/make-certificate.ts'
export { CLOCK_SKEW_S } from './certificate/logged.ts'
export {
  CHALLENGE_FRESH_MS,
  CHALLENGE_LATE_MS,
  CHALLENGE_SKEW_MS,
  issueChallenge,
  readChallenge,
  type Challenge,
  type ChallengeAnchor,
  type ChallengeFault,
  type ReadChallenge,
} from './challenge/challenge.ts'
export { disclosureDigest, makeDisclosure, parseDisclosure, type Claim } from './disclosure/disclosure.ts'
export { seal, sealRecord, unseal, unsealRecord, unwrapDek, wrapDek } from './disclosure/sealed.ts'
export { generateKeyRing, type KeyRing } from './key/key-ring.ts'
export { generateLogKey, logKeyFromPem, logKeyToPem, signWithLogKey, type LogKey } from './key/log-key.ts'
export { generateSecretKey, secretKey, type SecretKey } from './key/secret-key.ts'
export {
  generateStatementKey,
  statementJwk,
  statementJwks,
  statementKeyFromJwk,
  statementKeyFromPem,
  statementKeyFromSeed,
  statementKeyToPem,
  type PublishedJwk,
  type StatementJwk,
  type StatementJwks,
  type StatementKey,
} from './key/statement-key.ts'
export { trustJwks, type TrustedKey, type TrustedKeys } from './key/trusted-keys.ts'
export { WORDS_SHA256 } from './observation/words.ts'
export { gradeObservation, type GradedObservation } from './observation/grade.ts'
export {
  CLAIM_NAMES,
  makeStatement,
  type ClaimName,
  type MadeStatement,
  type StatementClaim,
  type StatementFacts,
} from './statement/make-statement.ts'
export { makeKeyAddedStatement, makeKeyRevokedStatement } from './statement/key-statement.ts'
export { makeNoticeStatement, type NoticeStatementFacts } from './statement/notice-statement.ts'
export {
  KEY_ADDED,
  NOTICE_PUBLISHED,
  STATEMENT_TYPE,
  WIDGET_RELEASED,
  type ConsentPayload,
  type NoticePayload,
  type StatementAnchor,
  type StatementEvent,
  type StatementNotice,
  type StatementPayload,
  type StatementPromise,
  type StatementWidget,
  type WidgetPayload,
} from './statement/payload.ts'
export { makeWidgetStatement, type WidgetFacts } from './statement/widget-statement.ts'
export {
  STATEMENT_FAULTS,
  verifyStatement,
  type StatementFault,
  type StatementVerification,
  type VerifiedStatement,
} from './statement/verify-statement.ts'
