import type { ConsentEvent, NoticeVersion } from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import type { IdempotencyMismatch, Problem } from '../platform/problem.ts'
import { newEvent } from './new-event.ts'
import { recordOnce } from './record-once.ts'
import { objectionFacts, submissionFacts } from './submission-facts.ts'
import { readSubmission, type RecordConsentInput } from './submission.ts'

/**
 * Records what a submission still says that comes after another took its place: its objections, each found by its contact, since no later
 * silence takes an objection back (GDPR art. 21(3)). What it granted is over. Comes it again, nothing is recorded twice.
 *
 * @returns the events of its objections, none where it made none; or why it cannot be read
 */
export const recordLateObjections = async (
  deps: Deps,
  principal: Principal,
  input: RecordConsentInput,
  notice: NoticeVersion | undefined,
): Promise<
  readonly ConsentEvent[] | IdempotencyMismatch | Problem<'InvalidInput' | 'NotFound' | 'ChallengeFailed'>
> => {
  const submission = await readSubmission(deps, principal, input, notice)
  if ('__typename' in submission) return submission
  const { document, contacts, choices } = submission
  const facts = await submissionFacts(deps, principal, input, submission)
  const objections = objectionFacts(facts, null, document).map((each) => ({ ...each, indexed: true }))
  if (objections.length === 0) return []
  return recordOnce(
    deps,
    principal.tenant,
    {
      operation: 'recordConsent, after its successor',
      key: input.idempotencyKey,
      asked: [contacts, choices],
      recordedAt: facts.recordedAt,
    },
    () => ({ events: objections.map((each) => newEvent(deps, principal.tenant, each)) }),
  )
}
