import type { Observation } from '@constat/core/consent'
import type { Answers } from '../form/answer.ts'
import type { TypedContact } from '../form/contact.ts'
import type { Carried } from '../form/entries.ts'
import { saysTheSame, toRecordInput, type Submission } from '../form/submission.ts'
import type { Site, Trouble } from './ask.ts'
import { startCapture } from './capture.ts'
import type { PublishedNotice } from './notice.ts'
import { recordConsent, type Receipt } from './record.ts'

/** The exchange with the server about one showing of one notice version: captures, submissions, receipts. */
export type Session = {
  /** Fetches a challenge unless there is one. */
  readonly capture: () => Promise<void>
  /** What the form carries for these answers: of the submission already sent when they are the same, else of the next. */
  readonly carried: (answers: Answers, observation: Observation | null) => Carried
  /** Whether these would only repeat what was sent. */
  readonly isRepeat: (answers: Answers, contact: TypedContact) => boolean
  /** Sends the record; with a challenge at hand the request leaves in the same task. A repeat goes again only if the first failed. */
  readonly submit: (answers: Answers, contact: TypedContact, observation: Observation | null) => void
}

/** What the element is told. */
export type SessionEvents = {
  readonly onTrouble: (trouble: Trouble) => void
  readonly onRecorded: (receipt: Receipt) => void
  /** The server captures for another version than the one shown. */
  readonly onOutdated: () => void
  readonly onChallenge: () => void
}

/** Opens the exchange for a notice just drawn; `newId` makes submission ids, which are idempotency keys as well. */
export const openSession = (
  site: Site,
  notice: PublishedNotice,
  newId: () => string,
  { onTrouble, onRecorded, onOutdated, onChallenge }: SessionEvents,
): Session => {
  let draft = newId()
  let challenge: string | null = null
  let capturing: Promise<void> | null = null
  let sent: Submission | null = null
  let delivery: 'none' | 'under-way' | 'done' = 'none'

  const fetchChallenge = async (): Promise<void> => {
    const outcome = await startCapture(site, notice)
    capturing = null
    if (!outcome.ok) return onTrouble(outcome.trouble)
    if (outcome.value.notice !== notice.sha256) return onOutdated()
    challenge = outcome.value.challenge
    onChallenge()
  }
  const capture = async (): Promise<void> => {
    if (challenge === null) await (capturing ??= fetchChallenge())
  }
  const takeChallenge = (): string | null => {
    const taken = challenge
    challenge = null
    return taken
  }
  const deliver = async (submission: Submission): Promise<void> => {
    delivery = 'under-way'
    if (submission.challenge === null) {
      await capture()
      sent = submission = { ...submission, challenge: takeChallenge() }
    }
    // Without a challenge the server takes no record from a browser; the form's copy is left to the site's back end.
    if (submission.challenge === null) {
      delivery = 'none'
      return
    }
    const outcome = await recordConsent(site, toRecordInput(submission))
    if (sent?.submission !== submission.submission) return
    delivery = outcome.ok ? 'done' : 'none'
    if (outcome.ok) onRecorded(outcome.value)
    else onTrouble(outcome.trouble)
  }
  const isRepeat: Session['isRepeat'] = (answers, contact) =>
    sent !== null && saysTheSame(sent.answers, answers) && saysTheSame(sent.contact, contact)

  return {
    capture,
    isRepeat,
    carried: (answers, observation) =>
      sent && saysTheSame(sent.answers, answers)
        ? sent
        : { answers, observation, challenge, submission: draft, notice: notice.sha256 },
    submit: (answers, contact, observation) => {
      if (!sent || !isRepeat(answers, contact)) {
        sent = {
          answers,
          contact,
          observation,
          challenge: takeChallenge(),
          submission: draft,
          notice: notice.sha256,
        }
        draft = newId()
        delivery = 'none'
      }
      if (delivery === 'none') void deliver(sent)
    },
  }
}
