/** Scrub receipts: what a screening proves, made and verified. */
export {
  appendAnswers,
  NO_ANSWERS,
  PORTABLE_HASHING,
  readAnswer,
  saltedAnswer,
  summaryOf,
  type AnswerLine,
  type AnswerSummary,
  type AnswerTree,
  type TreeHashing,
} from './answer-tree.ts'
export { createNodeHashing } from './node-hashing.ts'
export {
  makeScrubReceipt,
  MAX_RECEIPT_BYTES,
  readScrubReceipt,
  scrubReceiptBytes,
  verifyScrubReceipt,
  type ScrubReceipt,
  type ScrubReceiptFault,
  type ScrubReceiptVerification,
  type VerifiedScrubReceipt,
} from './scrub-receipt.ts'
export {
  makeScreeningStatement,
  type ScreenedFile,
  type ScreeningDisclosed,
  type ScreeningFacts,
} from '../statement/screening-statement.ts'
export { isScreening, SCREENING_COMPLETED, type ScreeningPayload } from '../statement/payload.ts'
