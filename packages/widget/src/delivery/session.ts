import type { Observation } from '@constat/core/consent'
import type { Answers } from '../form/answer.ts'
import type { TypedContact } from '../form/contact.ts'
import type { Carried } from '../form/entries.ts'
import { saysTheSame, toRecordInput, type Submission } from '../form/submission.ts'
import { refused, type Outcome, type Site, type Trouble } from './ask.ts'
import { startCapture } from './capture.ts'
import type { PublishedNotice } from './notice.ts'
import type { Outbox } from './outbox.ts'
import type { Receipt } from './record.ts'

/** The exchange with the server about one showing of one notice version: captures, submissions, receipts. */
export type Session = {
  /** Fetches a challenge unless there is one. */
  readonly capture: () => Promise<void>
  /** What the form carries for these answers: of the submission already sent when they are the same, else of the next. */
  readonly carried: (answers: Answers, observation: Observation | null) => Carried
  /** Whether these would only repeat what was sent. */
  readonly isRepeat: (answers: Answers, contact: TypedContact) => boolean
  /**
   * Sends the record; with a challenge at hand the request leaves in the same task. A repeat goes again only while the
   * first waits. What came of this try is returned.
   */
  readonly submit: (
    answers: Answers,
    contact: TypedContact,
    observation: Observation | null,
  ) => Promise<Outcome<Receipt>>
}

/** What the element is told. */
export type SessionEvents = {
  readonly onTrouble: (trouble: Trouble) => void
  readonly onRecorded: (receipt: Receipt) => void
  /** The record waits for the server. */
  readonly onQueued: () => void
  /** The server captures for another version than the one shown. */
  readonly onOutdated: () => void
  readonly onChallenge: () => void
}

/** Opens the exchange for a notice just drawn; `newId` makes submission ids, which are idempotency keys as well. */
export const openSession = (
  site: Site,
  { sha256, document: { key, locale } }: PublishedNotice,
  outbox: Outbox,
  newId: () => string,
  { onTrouble, onRecorded, onQueued, onOutdated, onChallenge }: SessionEvents,
): Session => {
  let draft = newId()
  let challenge: string | null = null
  let capturing: Promise<void> | null = null
  let sent: Submission | null = null
  let sending: Promise<Outcome<Receipt>> | null = null

  const fetchChallenge = async (): Promise<void> => {
    const outcome = await startCapture(site, key, locale)
    capturing = null
    if (!outcome.ok) return onTrouble(outcome.trouble)
    if (outcome.value.notice !== sha256) return onOutdated()
    challenge = outcome.value.challenge
    onChallenge()
  }
  const capture = async (): Promise<void> => {
    if (site.server && challenge === null) await (capturing ??= fetchChallenge())
  }
  const takeChallenge = (): string | null => {
    const taken = challenge
    challenge = null
    return taken
  }
  const isRepeat: Session['isRepeat'] = (answers, contact) =>
    sent !== null && saysTheSame(sent.answers, answers) && saysTheSame(sent.contact, contact)

  const send = (submission: Submission): Promise<Outcome<Receipt>> =>
    new Promise((resolve) => {
      const onItsWay = capturing && capturing.then(takeChallenge)
      outbox.post({ site, key, locale, input: toRecordInput(submission) }, onItsWay, (outcome) => {
        resolve(outcome)
        // Another submission may have followed; what becomes of this one is no longer this element's to tell.
        if (sent?.submission !== submission.submission) return
        if (outcome.ok) return onRecorded(outcome.value)
        sending = null
        if (outcome.trouble.cause === 'UNREACHABLE') onQueued()
        else onTrouble(outcome.trouble)
      })
    })

  return {
    capture,
    isRepeat,
    carried: (answers, observation) =>
      sent && saysTheSame(sent.answers, answers)
        ? sent
        : { answers, observation, challenge, submission: draft, notice: sha256 },
    submit: (answers, contact, observation) => {
      if (!sent || !isRepeat(answers, contact)) {
        sent = {
          answers,
          contact,
          observation,
          challenge: takeChallenge(),
          submission: draft,
          notice: sha256,
        }
        draft = newId()
        sending = null
      }
      return (sending ??= site.server
        ? send(sent)
        : Promise.resolve(refused('CONFIGURATION', 'Without a server the form alone carries the record.')))
    },
  }
}
