import type { Profile } from '@constat/core/vocabulary'
import {
  InvalidQuestion,
  parseQuestion,
  readProfile,
  type Facts,
  type Question,
} from '../question/question.ts'
import { decideForm } from '../notice/validate-form.ts'
import { decideProcessorTransfer } from '../rules/gdpr-44.ts'
import { decideKeepProof } from '../rules/r223-2.ts'
import { decideRecording } from '../rules/recording.ts'
import { decideTransfer } from '../rules/transfer.ts'
import { decideContact } from './contact-decision.ts'
import type { Decision } from './decision.ts'

/** How doubtful points of law are read; strict unless said otherwise. */
export type DecideOptions = { readonly profile?: Profile | undefined }

const answer = (facts: Facts, profile: Profile): Decision => {
  switch (facts.kind) {
    case 'CONTACT':
      return decideContact(facts, profile)
    case 'RECORD_CALL':
      return decideRecording(facts)
    case 'VALIDATE_FORM':
      return decideForm(facts, profile)
    case 'TRANSFER_DATA':
      return decideTransfer(facts, profile)
    case 'PROCESSOR_TRANSFER':
      return decideProcessorTransfer(facts)
    case 'KEEP_PROOF':
      return decideKeepProof(facts, profile)
  }
}

/**
 * Answers a question to the law as it stood on the day of `at`. Synchronous and pure: same question, same answer.
 *
 * @throws InvalidQuestion when the question cannot be read: every fault with its path and rule.
 */
export const decide = (question: Question, { profile = 'strict' }: DecideOptions = {}): Decision => {
  const parsed = parseQuestion(question)
  if (!parsed.ok) throw new InvalidQuestion(parsed.issues)
  return answer(parsed.value, readProfile(profile))
}
