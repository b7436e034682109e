import { eventKindOf, isObjection } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'
import type { Channel, Provenance, SuppressionScope } from '@constat/core/vocabulary'
import { gradeObservation } from '@constat/evidence'
import type { NewEvent } from '@constat/store'
import { textSha256Of } from '../notice/notice.service.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps, Principal } from '../platform/context.ts'
import type { EventFacts } from './new-event.ts'
import type { RecordConsentInput, Submission } from './submission.ts'

const provenanceOf = ({ kind }: Principal, { occurredAt }: RecordConsentInput): Provenance => {
  if (kind === 'SITE') return 'SITE_CHALLENGED'
  return occurredAt ? 'IMPORTED' : 'SERVER_ATTESTED'
}

const suppressionScope = (channel: Channel): SuppressionScope =>
  channel === 'LIVE_CALL' || channel === 'AUTOMATED_CALL' ? 'PHONE' : channel

/** What a submission says as an event. */
export const submissionFacts = async (
  deps: Deps,
  principal: Principal,
  input: RecordConsentInput,
  { notice, document, contacts, choices, observation, challenge }: Submission,
): Promise<EventFacts> => {
  const recordedAt = deps.clock()
  const graded = gradeObservation(observation, {
    expectedTextSha256: await textSha256Of(document),
    locale: document.locale,
    grantedQuestions: choices.flatMap(({ question, answer }) => (answer === 'GRANTED' ? [question] : [])),
  })
  return {
    kind: eventKindOf(choices),
    occurredAt: input.occurredAt?.getTime() ?? recordedAt,
    recordedAt,
    provenance: provenanceOf(principal, input),
    ...graded,
    notice,
    supersedes: null,
    site: challenge?.site ? new URL(challenge.site).host : null,
    challenge,
    observation: observation ?? undefined,
    contacts,
    indexed: true,
    choices,
    withdrawals: [],
    objections: [],
    manageToken: Buffer.from(deps.random(32)).toString('base64url'),
    pledge: await pledgeOf(deps, deps.store.reader, principal.tenant, challenge),
  }
}

/** A ticked objection box is an objection of its own, stored in the same transaction as the event of the submission, if that is stored. */
export const objectionFacts = (
  submission: EventFacts,
  event: NewEvent | null,
  document: NoticeDocument,
): EventFacts[] =>
  submission.choices.flatMap((choice): EventFacts[] => {
    const question = document.questions.find(({ key }) => key === choice.question)
    if (!question || !isObjection(question.kind, choice.answer)) return []
    const scope = suppressionScope(question.channel)
    const { manageToken: _, challenge: __, observation: ___, ...shared } = submission
    return [
      {
        ...shared,
        kind: 'OBJECTED',
        supersedes: event,
        indexed: false,
        choices: [choice],
        scope: { scope, advertisers: question.advertisers },
        objections: [
          { scope, source: 'OPT_OUT_BOX', advertisers: question.advertisers, at: submission.occurredAt },
        ],
      },
    ]
  })
