/** Screening: deciding for a whole file, and the receipt of it, without what answers requests. */
export { answerLine, problemLine } from './answer-line.ts'
export type { ScreeningDecision } from './decider.ts'
export { readInstant } from './instant.ts'
export { openPoint, sealPoint } from './point.ts'
export {
  screen,
  type ScreenedContact,
  type Screening,
  type ScreeningAnswer,
  type ScreeningAnswers,
  type ScreeningPoint,
  type ScreeningQuestion,
  type ScreeningStart,
} from './screen.ts'
export {
  newSalt,
  proofOfScrub,
  signScrub,
  type Scrub,
  type ScrubDeps,
  type SignedScrub,
} from './scrub-receipt.service.ts'
